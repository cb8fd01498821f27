import type { IntentKey, intentKeys } from "../facts/intent.ts";

/** The meaning of a value, half a sentence, and its effect on the findings. */
export interface IntentValueText {
  readonly meaning: string;
  readonly changes: string;
}

type IntentText<K extends IntentKey> = {
  readonly text: string;
  readonly values: Readonly<Record<(typeof intentKeys)[K][number], IntentValueText>>;
};

const regulated = "a warning if it shares a kernel with others";

/** The texts of the keys and values, for completion, hovers, menus and pages. */
export const intentTexts: { readonly [K in IntentKey]: IntentText<K> } = {
  trust: {
    text: "Whose code runs here",
    values: {
      trusted: {
        meaning: "code that you would run on the host too",
        changes: "no hints about code of others, and no warning about pull requests on self-hosted runners",
      },
      untrusted: {
        meaning: "code from others: uploads, plugins, submissions, code that a model wrote",
        changes: "an error if it shares a kernel, and no advice to leave a virtual machine",
      },
    },
  },
  tenancy: {
    text: "How many parties share the machine",
    values: {
      single: { meaning: "one party", changes: "regulated data on a shared kernel is only information" },
      multi: { meaning: "several that must not reach each other", changes: "an error if they share a kernel" },
    },
  },
  compliance: {
    text: "Regulations that apply to the workload; a list",
    values: {
      "pci-dss": { meaning: "card data", changes: regulated },
      hipaa: { meaning: "health data in the United States", changes: regulated },
      fedramp: { meaning: "federal systems of the United States", changes: regulated },
      other: { meaning: "another regime", changes: regulated },
    },
  },
  lifetime: {
    text: "How long one instance lives",
    values: {
      ephemeral: {
        meaning: "minutes, then it is thrown away",
        changes: "no advice to keep its data, and no warning about pull requests on self-hosted runners",
      },
      "long-lived": {
        meaning: "days or longer",
        changes: "no advice to replace its virtual machine with a container",
      },
    },
  },
  kernel: {
    text: "Which kernel it may run on",
    values: {
      shared: {
        meaning: "the kernel of the host, with others: an accepted risk",
        changes: "advice about the shared kernel is only information",
      },
      own: {
        meaning: "one of its own",
        changes: "an error if it shares one, and no advice to leave a virtual machine",
      },
    },
  },
  state: {
    text: "Whether it keeps data",
    values: {
      stateless: { meaning: "nothing is lost with it", changes: "no advice to keep its data" },
      stateful: { meaning: "its data must outlive it", changes: "a warning if its data is in no volume" },
    },
  },
};
