/** Pages that accountants and viewers are refused; everybody who is signed in may open the others. */
export const pagesForManagers = ["/admin", "/admin/webhooks"] as const;
