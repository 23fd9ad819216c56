/** Bytes of uploaded files, by company and attachment. Generated attachments have metadata only. */
export class AttachmentStore {
  readonly #files = new Map<string, { readonly bytes: Buffer; readonly contentType: string }>();

  put(realmId: string, id: string, bytes: Buffer, contentType: string): void {
    this.#files.set(`${realmId}/${id}`, { bytes, contentType });
  }

  get(realmId: string, id: string): { readonly bytes: Buffer; readonly contentType: string } | undefined {
    return this.#files.get(`${realmId}/${id}`);
  }
}
