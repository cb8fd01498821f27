import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "syntax-error",
  category: "syntax",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "File cannot be parsed as YAML, JSON, Ruby or a Dockerfile",
  why: prose(
    "The tool that reads the file rejects it as a whole, so nothing in it takes effect.",
    "Bulkhead still analyses the rest. Advice about the broken part is missing until it is fixed.",
  ),
  instead: "Correct the first error first, because it often causes the later ones.",
  exceptions: prose(
    "Nothing is reported in templates for Jinja, ERB, Helm or Go, and in files over the limits of `unreadable-file`.",
    "Only the first error of the parser is reported.",
    "A warning in a `devcontainer.json`: what reads it skips the parts that it cannot read, and the settings in them.",
  ),
  errors: [
    "yaml: line",
    "did not find expected key",
    "mapping values are not allowed in this context",
    "found a tab character that violates indentation",
    "found character that cannot start any token",
    "mapping key already defined",
    "unknown anchor",
    "There is a syntax error in the following Vagrantfile",
    "Unresolved merge conflict",
  ],
  sources: [
    "https://yaml.org/spec/1.2.2/",
    "https://docs.docker.com/reference/compose-file/",
    "https://developer.hashicorp.com/vagrant/docs/vagrantfile",
  ],
  examples: {
    invalid: [
      {
        title: "A list that never ends.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                ports: ["80:80"
          `,
        },
        underline: '["80:80"',
      },
      {
        title: "A tab as indentation.",
        files: { "compose.yaml": "services:\n\tweb:\n\t\timage: nginx:1.29\n" },
        underline: "web:",
        fixed: "services:\n  web:\n    image: nginx:1.29\n",
      },
      {
        title: "The same key twice.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.28
                restart: always
                image: nginx:1.29
          `,
        },
        underline: "image",
      },
      {
        title: "A merge that was never finished.",
        files: {
          "compose.yaml": `
            services:
              web:
            <<<<<<< HEAD
                image: nginx:1.28
            =======
                image: nginx:1.29
            >>>>>>> main
          `,
        },
        underline: "<<<<<<< HEAD",
      },
      {
        title: "A Vagrantfile that Ruby cannot read.",
        files: { Vagrantfile: 'Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\n' },
        underline: "do",
      },
      {
        title: "A quote that is closed by the next one.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "debian/bookworm64
              config.vm.hostname = "web"
            end
          `,
        },
        underline: '"debian/bookworm64',
      },
      {
        title: "A comma that is missing in a devcontainer.json.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "image": "mcr.microsoft.com/devcontainers/go:1.25"
              "remoteUser": "vscode"
            }
          `,
        },
        underline: '"remoteUser": "vscode"',
        severity: "warning",
      },
    ],
    valid: [
      {
        title: "Comments and commas at the end are allowed in a devcontainer.json.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              // Go and its tools.
              "image": "mcr.microsoft.com/devcontainers/go:1.25", /* a comment */
            }
          `,
        },
      },
      {
        title: "A template is not YAML until it is rendered.",
        files: { "compose.yaml": "services:\n  web:\n{{- if .debug }}\n    tty: true\n{{- end }}\n" },
      },
      {
        title: "Keys may be merged and then overridden.",
        files: {
          "compose.yaml": `
            x-base: &base
              image: nginx:1.29
              restart: always
            services:
              web:
                <<: *base
                restart: unless-stopped
          `,
        },
      },
    ],
  },
  check: {
    problem({ kind, at, message, suggestion }, { project, edit, report }) {
      if (kind !== "syntax") return;

      report({
        at,
        severity: project.root.kind === "devcontainer" ? "warning" : "error",
        message,
        fixes: suggestion
          ? [
              {
                title: suggestion.title ?? `Change to "${suggestion.text}"`,
                kind: "behaviour",
                preferred: true,
                edits: () => [edit.replaceText({ uri: at.uri, range: suggestion.range }, suggestion.text)],
              },
            ]
          : [],
      });
    },
  },
});
