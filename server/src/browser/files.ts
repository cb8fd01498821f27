import type { Connection } from "vscode-languageserver/browser";
import { stateOfBytes, type FileReader } from "../host/reader.ts";
import { readFileRequest, type ReadFileParams, type ReadFileResult } from "../protocol.ts";

/** Reads files through the editor, which keeps to the folder. */
export function createClientReader(connection: Connection, root: string): FileReader {
  return {
    async read(uri) {
      const params: ReadFileParams = { uri, root };
      const result = await connection
        .sendRequest<ReadFileResult>(readFileRequest, params)
        .catch((): ReadFileResult => ({ reason: "denied" }));
      return "bytes" in result ? stateOfBytes(result.bytes) : { state: "unreadable", reason: result.reason };
    },
  };
}
