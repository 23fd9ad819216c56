import { DeadEnd } from "#components/shell/dead-end.tsx";

export default function Forbidden() {
  return (
    <DeadEnd title="This page is not for your role">
      It is for owners and admins of the firm. Ask one of them if you need what is here.
    </DeadEnd>
  );
}
