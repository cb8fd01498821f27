/** What is shown to a person who starts the editor. All are absolute paths. */
export interface Workspace {
  readonly folder: string;
  readonly openFile: string;
  readonly extension: string;
}
