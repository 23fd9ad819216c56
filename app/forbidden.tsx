import { ErrorScreen } from "#components/shell/error-screen.tsx";

export const metadata = { title: "Not for your role" };

export default function Forbidden() {
  return (
    <main>
      <ErrorScreen title="This page is not for your role">
        It is for owners and admins of the firm. Ask one of them if you need what is here.
      </ErrorScreen>
    </main>
  );
}
