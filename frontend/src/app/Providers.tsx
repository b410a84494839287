import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { TipProvider } from "@/shared/ui/Tip";
import { Toaster } from "@/shared/ui/Toaster";
import { LiveContext } from "@/shared/ws/live";
import type { LiveSocket } from "@/shared/ws/socket";

type ProvidersProps = { client: QueryClient; socket: LiveSocket | null; children: ReactNode };

export function Providers({ client, socket, children }: ProvidersProps) {
  return (
    <QueryClientProvider client={client}>
      <LiveContext value={socket}>
        <TipProvider delayDuration={400}>
          {children}
          <Toaster />
        </TipProvider>
      </LiveContext>
    </QueryClientProvider>
  );
}
