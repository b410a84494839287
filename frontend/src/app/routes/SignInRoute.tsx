import { useSearch } from "@tanstack/react-router";
import { SignInPage } from "@/features/accounts/pages/SignInPage";

export function SignInRoute() {
  const { next } = useSearch({ from: "/sign-in" });
  return <SignInPage next={next} />;
}
