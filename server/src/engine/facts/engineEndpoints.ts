import { knownItems, valueOf, type Known } from "../model/fact.ts";
import type { Job } from "../model/job.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { isWhole } from "./absence.ts";
import { baseImageOf } from "./baseImage.ts";
import { nestedEngineOf } from "./nestedEngine.ts";
import { repositoryOf } from "./partialImage.ts";
import { remembered } from "./remembered.ts";

/** Whether an engine listens with TLS on 2376 or without on 2375; `default` is with TLS unless the runner of the job decides otherwise. */
export type EngineTls = "on" | "off" | "default";

/** A client's way to a Docker engine that runs in a container beside it. */
export interface EngineEndpoint {
  /** `DOCKER_HOST` of the client. */
  readonly host: Known<string>;
  readonly port: number;
  readonly engine: Service;
  readonly tls: EngineTls;
  /** The client surely has no certificates: nothing in the file names them, and its image does not look for them. */
  readonly lacksCertificates: boolean;
}

/** Returns how a job or a Compose service reaches the Docker engines in containers of its own file. */
export const engineEndpointsOf = remembered(
  "engine endpoints",
  (project: Project, client: Job | Service): readonly EngineEndpoint[] => {
    const host = client.environment.get("DOCKER_HOST");
    const [, name, port] = host?.state === "known" ? (/^tcp:\/\/([\w.-]+):(\d+)\/?$/.exec(host.value) ?? []) : [];
    if (host?.state !== "known" || name === undefined || !isWhole(project, client)) return [];
    const job = client.kind === "job" ? client : undefined;
    const lacks = job !== undefined && lacksCertificates(project, job);
    return enginesBeside(project, client).flatMap((engine) => {
      const tls = namesOf(engine, job).includes(name) ? engineTlsOf(project, engine, job) : undefined;
      return tls ? [{ host, port: Number(port), engine, tls, lacksCertificates: lacks }] : [];
    });
  },
);

/** Returns how the Docker engine of a service listens, or undefined if it is none, or if options or unread variables decide. */
export function engineTlsOf(project: Project, engine: Service, job?: Job): EngineTls | undefined {
  if (!nestedEngineOf(project, engine)?.isDocker || !makesCertificates(engine)) return undefined;
  const isGitlab = job?.system === "gitlab";
  const folder =
    project.environmentOf(engine).get(folderName) ?? (isGitlab ? job.environment.get(folderName) : undefined);
  if (folder?.state === "known" && folder.value === "") return "off";
  if (engine.command.state !== "unset" || folder?.state === "unreadable") return undefined;
  if (folder) return "on";
  if (engine.envFiles.state !== "unset") return undefined;
  return isGitlab ? "default" : "on";
}

const folderName = "DOCKER_TLS_CERTDIR";

/** Engines before 19.03 make none. */
function makesCertificates({ image }: Service): boolean {
  const major = /:(\d+)/.exec(valueOf(image) ?? "")?.[1];
  return image.state === "known" && (major === undefined || Number(major) >= 19);
}

function enginesBeside(project: Project, client: Job | Service): readonly Service[] {
  return client.kind === "job"
    ? client.services
    : project.workloads.filter((one): one is Service => one.kind === "service");
}

/** The names under which a client finds the engine; with Kubernetes, the services of a GitLab job are at `localhost`. */
function namesOf(engine: Service, job: Job | undefined): readonly string[] {
  if (job) return job.system === "gitlab" ? [engine.name, "docker", "localhost", "127.0.0.1"] : [engine.name];
  const { name, containerName, networkAliases } = engine;
  return [name, valueOf(containerName) ?? name, ...knownItems(networkAliases).map(({ value }) => value)];
}

/** The last repository is an image of Docker whose entrypoint looks for none. */
function lacksCertificates(project: Project, { container, environment, commands }: Job): boolean {
  if (!container || ["DOCKER_TLS_VERIFY", "DOCKER_TLS", "DOCKER_CERT_PATH"].some((name) => environment.has(name)))
    return false;
  const repository = repositoryOf(container.image);
  const isKnown = baseImageOf(project, container) !== undefined || repository === "docker/compose";
  return (
    isKnown &&
    repository !== "docker" &&
    !commands.some(
      ({ words, assignments }) =>
        words.some(({ text }) => setsClient.test(text)) || assignments.some(({ name }) => setsClient.test(name)),
    )
  );
}

/** Texts of a script that sets up the client by itself. */
const setsClient = /DOCKER_(?:TLS|CERT|HOST|CONTEXT)|^--tls|^context$/;

/** True if gitlab-ci-local, which runs the jobs of GitLab on a developer's machine, mounts the engine's socket. */
export function mountsSocketLocally({ files, root }: Project, { system }: Job): boolean {
  if (system !== "gitlab") return false;
  return files.nearest(root.source.uri, [".gitlab-ci-local-env"]).some((uri) => {
    const file = files.read(uri);
    return file?.state === "read" && file.text.includes("docker.sock");
  });
}
