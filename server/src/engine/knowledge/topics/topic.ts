/** What a setting shares with the host or gives up, in a dozen lines at most. */
export interface Topic {
  readonly id: string;
  /** One line; hovers begin with it in bold. */
  readonly title: string;
  /**
   * Ids of settings that the topic explains: `dockerfile:FROM`, `command:systemctl`. Settings of containers name their
   * topics themselves.
   */
  readonly settings?: readonly string[];
  /** The topic that this one replaces at settings of containers if `values` matches. */
  readonly refines?: string;
  /** Only where the value at the cursor matches; such a topic comes before one for any value. */
  readonly values?: RegExp;
  /** Markdown, at most ten lines: the shared resources, the difference to a VM, the cost and the alternative. */
  readonly text: string;
  /** https addresses, at most three are shown. */
  readonly sources: readonly string[];
}

export function defineTopic(topic: Topic): Topic {
  return topic;
}
