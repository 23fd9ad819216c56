import { ErrorScreen } from "#components/shell/error-screen.tsx";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main>
      <ErrorScreen title="There is nothing here">
        The address is wrong, the page is gone, or it is not yours to see. If a colleague sent you the link,
        ask an admin of your firm for access to the company.
      </ErrorScreen>
    </main>
  );
}
