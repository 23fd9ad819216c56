-- A validly signed delivery is stored whatever is in it. What names no company can be given to none.
ALTER TYPE "WebhookEventState" ADD VALUE 'unreadable';
