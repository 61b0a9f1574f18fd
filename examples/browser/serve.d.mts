import type { Server } from "node:http";

export function buildPage(library?: string): Promise<ReadonlyMap<string, Uint8Array>>;
export function serve(files: ReadonlyMap<string, Uint8Array>, port: number): Promise<Server>;
