import type { Connection } from "vscode-languageserver/browser";
import { stateOfBytes, type FileReader } from "../host/reader.ts";
import {
  readFileRequest,
  statFileRequest,
  type ReadFileParams,
  type ReadFileResult,
  type StatFileResult,
} from "../protocol.ts";

/** Reads files through the editor, which keeps to the folder. */
export function createClientReader(connection: Connection, root: string): Required<FileReader> {
  const ask = <Result>(request: string, uri: string): Promise<Result | { readonly reason: "denied" }> => {
    const params: ReadFileParams = { uri, root };
    return connection.sendRequest<Result>(request, params).catch(() => ({ reason: "denied" }) as const);
  };
  return {
    async read(uri) {
      const result = await ask<ReadFileResult>(readFileRequest, uri);
      return "bytes" in result ? stateOfBytes(result.bytes) : { state: "unreadable", reason: result.reason };
    },
    async stat(uri) {
      const result = await ask<StatFileResult>(statFileRequest, uri);
      return "type" in result
        ? { state: "present", type: result.type }
        : { state: "unreadable", reason: result.reason };
    },
  };
}
