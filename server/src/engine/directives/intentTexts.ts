import type { IntentKey, intentKeys } from "../facts/intent.ts";

type IntentText<K extends IntentKey> = {
  readonly text: string;
  readonly values: Readonly<Record<(typeof intentKeys)[K][number], string>>;
};

/** What each key and value means, half a sentence each. */
export const intentTexts: { readonly [K in IntentKey]: IntentText<K> } = {
  trust: {
    text: "Whose code runs here",
    values: {
      trusted: "code that you would run on the host too",
      untrusted: "code from others: uploads, plugins, submissions, code that a model wrote",
    },
  },
  tenancy: {
    text: "How many parties share the machine",
    values: { single: "one party", multi: "several that must not reach each other" },
  },
  compliance: {
    text: "Regulations that apply to the workload; a list",
    values: {
      "pci-dss": "card data",
      hipaa: "health data in the United States",
      fedramp: "federal systems of the United States",
      other: "another regime",
    },
  },
  lifetime: {
    text: "How long one instance lives",
    values: { ephemeral: "minutes, then it is thrown away", "long-lived": "days or longer" },
  },
  kernel: {
    text: "Which kernel it may run on",
    values: { shared: "the kernel of the host, with others", own: "one of its own" },
  },
  state: {
    text: "Whether it keeps data",
    values: { stateless: "nothing is lost with it", stateful: "its data must outlive it" },
  },
};
