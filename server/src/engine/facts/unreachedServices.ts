import { daemonOf } from "../knowledge/daemons/daemons.ts";
import { parseImageReference } from "../knowledge/images/reference.ts";
import { programName } from "../model/command.ts";
import { isWhollyKnown, knownItems, valueOf } from "../model/fact.ts";
import type { Job } from "../model/job.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { isWhole } from "./absence.ts";
import { containerPortsOf, namedPortsOf, publishedPortsOf } from "./containerPorts.ts";
import { jobAddressesOf, type JobAddress } from "./jobAddresses.ts";
import { hostedSystemOf } from "./machine/runner.ts";
import { remembered } from "./remembered.ts";

/** An address of a CI job that does not lead to the service container that it is for. */
export interface UnreachedService {
  readonly address: JobAddress;
  readonly service: Service;
  /**
   * `own-loopback`: the job's container has a loopback address of its own. `name-on-machine`: the machine does not
   * resolve names of containers. `unpublished`: the service publishes no port. `other-port`: it publishes the port as
   * another one. `other-name`: the image gives the service a longer name.
   */
  readonly why: "own-loopback" | "name-on-machine" | "unpublished" | "other-port" | "other-name";
}

/** Returns none for a job that is not read as a whole, or starts a server, an engine or a tunnel of its own. */
export const unreachedServicesOf = remembered(
  "unreached services",
  (project: Project, job: Job): readonly UnreachedService[] => {
    const services = job.services.filter(({ networkMode }) => networkMode.state === "unset");
    if (services.length === 0 || !isWhole(project, job) || servesItself(job)) return [];
    return jobAddressesOf(project, job).flatMap((address) => {
      const owners = services.filter((one) => isFor(address, one, project));
      const [service] = owners;
      const why = service && owners.length === 1 ? reasonFor(project, address, service, job) : undefined;
      return service && why ? [{ address, service, why }] : [];
    });
  },
);

/** Programs that serve or forward ports of their own. */
const servers =
  /^(?:docker|docker-compose|podman|service|systemctl|pg_ctl|pg_ctlcluster|socat|ssh|kubectl|minikube|kind|brew|nix|devbox|act)$/;
const actions = /sql|maria|redis|mongo|elastic|database|setup-(?:db|docker)|compose|hosts|kind|minikube|services/i;

function servesItself({ steps, commands }: Job): boolean {
  return (
    steps.some(({ uses }) => actions.test(valueOf(uses) ?? "")) ||
    commands.some(
      ({ words, redirects }) =>
        servers.test(programName({ words }) ?? "") ||
        daemonOf(words.map(({ value }) => value))?.form !== undefined ||
        [...words, ...redirects.map(({ target }) => target)].some((word) =>
          /\/etc\/(?:hosts\b|init\.d\/)/.test(word?.text ?? ""),
        ),
    )
  );
}

/** An address means a service by its port on the loopback address, by its name otherwise. */
function isFor({ host, port }: JobAddress, service: Service, project: Project): boolean {
  const owns = port !== undefined && containerPortsOf(project, service).has(port);
  if (isLoopback(host)) return owns;
  return (service.name === host || lastNameOf(service) === host) && (owns || port === undefined);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "127.0.0.1";
}

/** `postgres` of `registry.example.com/ci/postgres:17` */
function lastNameOf({ image }: Service): string | undefined {
  return parseImageReference(valueOf(image) ?? "")
    ?.path.split("/")
    .at(-1);
}

function reasonFor(
  project: Project,
  address: JobAddress,
  service: Service,
  job: Job,
): UnreachedService["why"] | undefined {
  if (job.system === "gitlab") return onGitLab(address, service, job);
  const isHosted = (job.system === "github" || job.system === "azure") && hostedSystemOf(project, job) === "linux";
  // An expression that gives an empty text means no container.
  if (!isHosted || job.container?.image.state === "unreadable") return undefined;
  if (job.container) return isLoopback(address.host) ? "own-loopback" : undefined;
  return onMachine(project, address, service);
}

function onMachine(
  project: Project,
  { host, port }: JobAddress,
  service: Service,
): UnreachedService["why"] | undefined {
  if (!isLoopback(host)) return host === service.name ? "name-on-machine" : undefined;
  const { ports } = service;
  const isOpen = !isWhollyKnown(ports) || knownItems(ports).some(({ value }) => typeof value.published === "object");
  if (port === undefined || isOpen || publishedPortsOf(project, service).includes(port)) return undefined;
  if (ports.state === "unset") return "unpublished";
  return namedPortsOf(project, service).includes(port) ? "other-port" : undefined;
}

/** GitLab's names of a service: its aliases, and its image without the tag, each `/` as `__` or `-`. */
function onGitLab({ host }: JobAddress, service: Service, job: Job): UnreachedService["why"] | undefined {
  if (!job.container) return undefined;
  if (isLoopback(host)) return "own-loopback";
  // The name is the image as written if no alias is given.
  const isImage = valueOf(service.image) === service.name;
  return isImage && nameInJob(service, "gitlab") !== host ? "other-name" : undefined;
}

/** Returns the host name of a service. On GitLab it is the alias, or the image without the tag and with `-` for each `/`. */
export function nameInJob({ name }: Service, system: Job["system"]): string {
  if (system !== "gitlab") return name;
  const [image = ""] = name.split("@");
  const colon = image.indexOf(":", image.lastIndexOf("/") + 1);
  return image.slice(0, colon < 0 ? undefined : colon).replaceAll("/", "-");
}
