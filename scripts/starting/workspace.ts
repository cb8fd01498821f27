/** Files and folders that the started editor shows. All paths are absolute. */
export interface Workspace {
  readonly folder: string;
  readonly openFile: string;
  readonly extension: string;
}
