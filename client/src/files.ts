import * as vscode from "vscode";
import {
  maximumFileBytes,
  type ReadFileParams,
  type ReadFileResult,
  type StatFileResult,
} from "../../server/src/protocol.ts";

/** The saved bytes of a file in a workspace folder, for a server that has no file system. */
export async function readWorkspaceFile(params: ReadFileParams): Promise<ReadFileResult> {
  return look<ReadFileResult>(params, async (file, { type, size }) => {
    if (type & vscode.FileType.Directory) return { reason: "directory" };
    if (size > maximumFileBytes) return { reason: "too-large" };
    const bytes = await vscode.workspace.fs.readFile(file);
    return bytes.length > maximumFileBytes ? { reason: "too-large" } : { bytes };
  });
}

/** Whether a file or folder exists in a workspace folder. */
export async function statWorkspaceFile(params: ReadFileParams): Promise<StatFileResult> {
  return look<StatFileResult>(params, (_, { type }) =>
    Promise.resolve({ type: type & vscode.FileType.Directory ? "folder" : "file" }),
  );
}

async function look<Result>(
  { uri, root }: ReadFileParams,
  at: (file: vscode.Uri, stat: vscode.FileStat) => Promise<Result>,
): Promise<Result | { readonly reason: "outside" | "missing" | "denied" }> {
  const file = vscode.Uri.parse(uri);
  const folder = vscode.workspace.getWorkspaceFolder(file);
  if (folder === undefined || !isFolder(root)) return { reason: "outside" };
  try {
    if (await hasLink(folder.uri, file)) return { reason: "outside" };
    return await at(file, await vscode.workspace.fs.stat(file));
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

function isFolder(root: string): boolean {
  const uri = vscode.Uri.parse(root).toString();
  return (vscode.workspace.workspaceFolders ?? []).some((folder) => folder.uri.toString() === uri);
}

/** The editor does not report the target of a link, so links are not followed: neither the file's own nor one of a folder above it. */
async function hasLink(folder: vscode.Uri, file: vscode.Uri): Promise<boolean> {
  if (file.path.length <= folder.path.length) return false;
  const { type } = await vscode.workspace.fs.stat(file);
  if (type & vscode.FileType.SymbolicLink) return true;
  return hasLink(folder, vscode.Uri.joinPath(file, ".."));
}

function reasonOf(error: unknown): "missing" | "denied" {
  const code = error instanceof vscode.FileSystemError ? error.code : undefined;
  return code === "FileNotFound" || code === "FileNotADirectory" ? "missing" : "denied";
}
