/**
 * Reads all pages of a listing.
 *
 * @param read - reads the page that starts at a marker, or the first
 * @param next - returns the marker of the next page
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
