/**
 * Reads all pages of a listing.
 *
 * @param read - reads the page that starts at the marker; without a marker, the first page
 * @param next - returns the marker of the next page; undefined for the last page
 */
export async function allPages<Page>(
  read: (marker: string | undefined) => Promise<Page>,
  next: (page: Page) => string | undefined,
): Promise<Page[]> {
  const pages: Page[] = [];
  let marker: string | undefined;
  do {
    const page = await read(marker);
    pages.push(page);
    marker = next(page);
  } while (marker);
  return pages;
}
