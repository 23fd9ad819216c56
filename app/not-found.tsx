import { ErrorScreen } from "#components/shell/error-screen.tsx";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main>
      <ErrorScreen title="Page not found">
        The address is wrong, the page no longer exists, or you do not have access to it. If a colleague sent
        you the link, ask an admin of your firm for access to the company.
      </ErrorScreen>
    </main>
  );
}
