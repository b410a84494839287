import "./styles.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "@/shared/i18n";
import { createLiveSocket } from "./live";
import { Providers } from "./Providers";
import { followBuild } from "./pwa/followBuild";
import { installed } from "./pwa/navigation";
import { createQueryClient } from "./queryClient";
import { createAppRouter } from "./router";

const client = createQueryClient();
const socket = createLiveSocket(client);
const router = createAppRouter(client);
installed.visit = (url) => router.history.push(url);
followBuild();

async function start(): Promise<void> {
  await startI18n();
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has lost its #root");
  createRoot(root).render(
    <StrictMode>
      <Providers client={client} socket={socket}>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  );
}

void start();
