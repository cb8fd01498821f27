/** What a setting shares with the host or gives up, in a dozen lines at most. */
export interface Topic {
  readonly id: string;
  /** One line; hovers begin with it in bold. */
  readonly title: string;
  /** Setting ids that the topic explains: `compose:services.*.privileged`, `dockerfile:FROM`, `command:systemctl`. */
  readonly settings: readonly string[];
  /** Only where the value at the cursor matches; such a topic comes before one for any value. */
  readonly values?: RegExp;
  /** Markdown, at most ten lines: what is shared, what a VM would separate, what it costs, what to use instead. */
  readonly text: string;
  /** https addresses, at most three are shown. */
  readonly sources: readonly string[];
}

export function defineTopic(topic: Topic): Topic {
  return topic;
}
