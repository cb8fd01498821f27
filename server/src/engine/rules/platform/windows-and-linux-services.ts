import { baseImageOf } from "../../facts/baseImage.ts";
import { has, is, knownItems, valueOf } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "windows-and-linux-services",
  category: "platform",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  summary: "One Compose project mixes Windows and Linux images",
  why: prose(
    "All containers of an engine share one kernel, so no engine runs Windows and Linux containers of one project side by side. Docker Desktop switches between them, and a Linux engine has no Windows kernel.",
  ),
  instead: prose(
    "Give the Windows or the Linux services their own profile or project and run each group on a matching engine, or run the smaller group in a virtual machine.",
  ),
  exceptions:
    "Information if the two groups may be started one at a time, as collections of build environments are: no service refers to one of the other group, and one group has no server, published port or restart policy. `docker compose up` without names fails there too. Ignored if profiles separate the groups, in swarm files whose placement names `node.platform.os`, and for images whose tag exists for both systems.",
  errors: [
    "no matching manifest for windows/amd64",
    "no matching manifest for linux/amd64 in the manifest list entries",
    'image operating system "windows" cannot be used on this platform',
  ],
  topic: "platform",
  sources: [
    "https://learn.microsoft.com/en-us/virtualization/windowscontainers/about/",
    "https://docs.docker.com/desktop/setup/install/windows-install/",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              site:
                image: mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2022
                depends_on: [db]
              cache:
                image: redis:8
              db:
                image: postgres:17
          `,
        },
        underline: "site",
      },
      {
        title: "Both are servers.",
        files: {
          "compose.yaml": `
            services:
              site:
                image: mcr.microsoft.com/windows/servercore/iis
              cache:
                image: redis:8
          `,
        },
        underline: "site",
      },
      {
        title: "Nothing shows that both run at the same time.",
        files: {
          "compose.yaml": `
            services:
              wheels-linux:
                image: debian:13
              wheels-windows:
                image: mcr.microsoft.com/windows/servercore:ltsc2022
          `,
        },
        underline: "wheels-windows",
        severity: "info",
      },
    ],
    valid: [
      {
        title: "A profile separates the two groups.",
        files: {
          "compose.yaml": `
            services:
              site:
                image: mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2022
                profiles: [windows]
              cache:
                image: redis:8
          `,
        },
      },
      {
        title: "An image that exists for both systems.",
        files: {
          "compose.yaml": `
            services:
              site:
                image: mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2022
              tool:
                image: mcr.microsoft.com/dotnet/sdk:8.0
          `,
        },
      },
      {
        title: "Caddy has a variant for Windows too.",
        files: {
          "compose.yaml": `
            services:
              proxy:
                image: caddy:2
              app:
                image: mcr.microsoft.com/windows/servercore:ltsc2022
          `,
        },
      },
    ],
  },
  check: {
    project(project, { report }) {
      if (project.root.kind !== "compose") return;

      const together = project.root.services.filter((service) => !isKeptApart(service));
      const windows = together.filter((service) => systemOf(project, service) === "windows");
      const linux = together.filter((service) => systemOf(project, service) === "linux");
      const [fewer, more] = windows.length <= linux.length ? [windows, linux] : [linux, windows];
      const [first] = fewer;
      if (!first) return;

      const [own, other] = fewer === windows ? ["Windows", "Linux"] : ["Linux", "Windows"];
      const quoted = more.map(({ name }) => `"${name}"`);
      const others = quoted.length > 3 ? `${String(quoted.length)} others` : quoted.join(" and ");
      const isOne =
        windows.some((one) => linux.some((another) => names(one, another) || names(another, one))) ||
        [windows, linux].every((group) => group.some((one) => stays(one) || isServer(project, one)));
      report({
        at: first.at,
        severity: isOne ? "warning" : "info",
        message: isOne
          ? `"${first.name}" needs a ${own} engine and ${others} a ${other} one, so no engine can run this project.`
          : `"${first.name}" needs a ${own} engine and ${others} a ${other} one. Start them separately, or give one a profile.`,
        related: [...fewer.slice(1), ...more].map(({ at, name }) => ({ at, message: `"${name}"` })),
      });
    },
  },
});

function systemOf(project: Project, service: Service): string | undefined {
  const base = baseImageOf(project, service);
  return base?.hasWindowsTwin ? undefined : base?.os;
}

/** Waits for the other, is linked to it or has its name in a variable, so both are meant to run together. */
function names({ dependsOn, links, environment }: Service, { name }: Service): boolean {
  return (
    dependsOn.some(({ service }) => service === name) ||
    knownItems(links).some(({ value }) => value.split(":")[0] === name) ||
    [...environment.values()].some((item) =>
      valueOf(item)
        ?.split(/[^\w.-]+/)
        .includes(name),
    )
  );
}

/** Serves others or is restarted: such services are meant to run together, other ones may be tools. */
function stays({ ports, restart }: Service): boolean {
  return has(ports, (list) => list.length > 0) || has(restart, (policy) => policy !== "no" && policy !== "");
}

/** Images whose own command serves: the daemons of the tables, and those that start IIS. */
function isServer(project: Project, service: Service): boolean {
  const base = baseImageOf(project, service);
  if (!base || project.stageOf(service) || service.command.state !== "unset" || service.entrypoint.state !== "unset")
    return false;
  return base.process !== undefined || /\/(?:iis|aspnet|wcf)$/.test(base.repository);
}

function isKeptApart({ profiles, deploy, scale }: Service): boolean {
  if (is(scale, 0) || is(deploy.replicas, 0)) return true;
  return profiles.state !== "unset" || JSON.stringify(valueOf(deploy.placement) ?? "").includes("node.platform.os");
}
