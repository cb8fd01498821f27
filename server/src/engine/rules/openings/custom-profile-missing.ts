import { isWhole } from "../../facts/absence.ts";
import { knownItems, type Known } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";
import { containerName } from "../../words.ts";

export default defineRule({
  id: "custom-profile-missing",
  category: "openings",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  summary: "The seccomp profile of a service is missing or is not JSON",
  why: "Compose reads the seccomp profile itself and sends its text to the engine. Without a readable profile it does not create the container.",
  instead: prose(
    "Correct the path, which is relative to the project's folder, usually that of the Compose file, or add the file. A profile of your own begins as a copy of the engine's default profile (see the sources).",
    "",
    "To use the default profile, remove the option.",
  ),
  exceptions:
    "Ignored are absolute paths, which belong to another machine, paths with variables, the names `unconfined` and `builtin`, AppArmor profiles, which are loaded on the host, and files that several projects may share by `extends` or `include`.",
  errors: ["opening seccomp profile (", "compacting json for seccomp profile ("],
  topic: "security-profiles",
  sources: [
    "https://github.com/docker/compose/blob/main/pkg/compose/create.go",
    "https://docs.docker.com/engine/security/seccomp/",
    "https://github.com/moby/profiles/blob/main/seccomp/default.json",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              browser:
                image: corp/browser:2
                security_opt:
                  - seccomp=./chrome.json
          `,
        },
        underline: "seccomp=./chrome.json",
      },
      {
        title: "A comment is not JSON.",
        files: {
          "compose.yaml": `
            services:
              browser:
                image: corp/browser:2
                security_opt:
                  - seccomp:chrome.json
          `,
          "chrome.json": `
            // Allows what the sandbox of Chrome needs.
            { "defaultAction": "SCMP_ACT_ERRNO" }
          `,
        },
        underline: "seccomp:chrome.json",
      },
    ],
    valid: [
      {
        title: "The file is there.",
        files: {
          "compose.yaml": `
            services:
              browser:
                image: corp/browser:2
                security_opt:
                  - seccomp=chrome.json
          `,
          "chrome.json": `{ "defaultAction": "SCMP_ACT_ERRNO" }`,
        },
      },
      {
        title: "Names that are no files, and paths of another machine.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                security_opt:
                  - seccomp:unconfined
              other:
                image: corp/app:2
                security_opt:
                  - seccomp=/etc/docker/seccomp.json
                  - seccomp=\${PROFILE}
                  - apparmor=corp-app
          `,
        },
      },
      {
        title: "Compose reads the file beside the file that extends this one.",
        files: {
          "base/compose.base.yaml": `
            services:
              app:
                image: corp/app:2
                security_opt: [seccomp=profile.json]
          `,
          "compose.yaml": `
            services:
              app:
                extends: { file: base/compose.base.yaml, service: app }
          `,
          "profile.json": `{ "defaultAction": "SCMP_ACT_ERRNO" }`,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      if (service.origin !== "compose" || !isWhole(project, service)) return;
      for (const item of knownItems(service.securityOpt)) {
        const path = profilePath(item);
        const problem = path && problemOf(project, service, path);
        if (!problem) continue;
        report({
          at: item.at,
          message: `The seccomp profile ${path} ${problem}, so Compose does not create ${containerName(service)}. The path is relative to the project folder.`,
        });
      }
    },
  },
});

const builtIn: readonly string[] = ["unconfined", "builtin"];

/** Returns the relative path of a custom seccomp profile. */
function profilePath({ value }: Known<string>): string | undefined {
  const path = /^seccomp[=:](.+)$/.exec(value)?.[1];
  if (path === undefined || builtIn.includes(path)) return undefined;
  return /^(?:[/\\~]|[A-Za-z]:)/.test(path) ? undefined : path;
}

function problemOf(project: Project, service: Service, path: string): string | undefined {
  const uri = project.hostFile(service.uri, path.startsWith(".") ? path : `./${path}`);
  const file = uri === undefined ? undefined : project.files.read(uri);
  if (file?.state === "unreadable") return file.reason === "missing" ? "does not exist" : undefined;
  return file && !isJson(file.text) ? "is not JSON" : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
