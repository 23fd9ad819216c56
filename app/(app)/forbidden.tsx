import { ErrorScreen } from "#components/shell/error-screen.tsx";

export default function Forbidden() {
  return (
    <ErrorScreen title="This page is not for your role">
      It is for owners and admins of the firm. Ask one of them if you need what is here.
    </ErrorScreen>
  );
}
