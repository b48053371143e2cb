/**
 * The pages of anything that is paged by tokens, for as long as the consumer asks for more. A token
 * that was seen before ends it: it would go round for ever.
 */
export async function* eachPage<Page extends { readonly nextToken?: string }>(
  load: (token: string | undefined) => Promise<Page>,
): AsyncGenerator<Page, void, void> {
  const seen = new Set<string | undefined>();
  let token: string | undefined;
  do {
    seen.add(token);
    const page = await load(token);
    yield page;
    token = page.nextToken;
  } while (token !== undefined && !seen.has(token));
}
