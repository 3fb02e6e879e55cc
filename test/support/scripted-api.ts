import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A real server on loopback that answers as the test says. */
export async function scriptedApi(
  answer: (path: string, response: ServerResponse, count: number) => void,
): Promise<{ readonly address: string; readonly paths: string[] }> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    paths.push(path);
    answer(path, response, paths.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths };
}

/** Ends an answer with JSON. */
export const json = (
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void => void response.writeHead(status, headers).end(JSON.stringify(body));

/** An answer of the movie API as documented. */
export const movieBody = (id: string, changes: Record<string, unknown> = {}): object => ({
  id,
  tmdb_id: 1,
  imdb_id: 'tt1',
  title: id,
  original_title: id,
  adult: 'False',
  belongs_to_collection: {},
  budget: '0',
  genres: [],
  homepage: 'null',
  original_language: 'en',
  overview: '',
  popularity: '8.2e-05',
  poster_path: 'null',
  production_companies: [],
  production_countries: [],
  release_date: '1979-05-25',
  revenue: '0',
  runtime: 90,
  spoken_languages: [],
  status: 'Released',
  vote_average: '7.1',
  vote_count: '12',
  ...changes,
});

/** An answer of the user API as documented. */
export const userBody = (id: number, changes: Record<string, unknown> = {}): object => ({
  user_id: id,
  age: 30,
  occupation: 'writer',
  gender: 'F',
  ...changes,
});
