import { Webhook } from "lucide-react";

import { EmptyState } from "../ui/empty-state.tsx";

export function NoEvents({ endpoint }: { readonly endpoint: string }) {
  return (
    <div className="card">
      <EmptyState icon={<Webhook size={20} />} title="No webhook events yet">
        Give this address as the webhook endpoint of your app in Intuit’s developer portal, and changes are in
        the books within seconds. Until then they come with the scheduled syncs.
        <code className="mt-3 block rounded-md bg-sunken px-3 py-2 text-[0.86rem] break-all text-ink">
          {endpoint}
        </code>
      </EmptyState>
    </div>
  );
}
