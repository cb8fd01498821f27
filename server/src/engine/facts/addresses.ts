import type { Item, Known } from "../model/fact.ts";

/** A host, with a port if it is known, in a variable of a container. */
export interface Address {
  /** Of the variable. */
  readonly name: string;
  readonly item: Known<string>;
  readonly host: string;
  readonly port: number | undefined;
  readonly isHttp: boolean;
}

const schemes: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  postgres: 5432,
  postgresql: 5432,
  "postgresql+asyncpg": 5432,
  "postgresql+psycopg2": 5432,
  mysql: 3306,
  mariadb: 3306,
  "mysql+pymysql": 3306,
  mongodb: 27017,
  redis: 6379,
  rediss: 6379,
  amqp: 5672,
  kafka: 9092,
};

const url = /^([a-z][a-z0-9+.-]*):(?:[a-z]+:)?\/\/(?:[^/?#]*@)?([a-z0-9._-]+)(?::(\d{1,5}))?(?:[/?#]|$)/i;
const pair = /^([a-z0-9._-]+):(\d{1,5})$/i;
const hostName = /^(.*?)_?(?:HOST|HOSTNAME|SERVER|HOST_NAME)$/i;

/** The addresses in the variables of a container: URLs, `host:port`, and a host with the port in a variable beside it. */
export function addressesIn(environment: ReadonlyMap<string, Item<string>>): readonly Address[] {
  return [...environment].flatMap(([name, item]): readonly Address[] => {
    if (item.state !== "known") return [];
    const value = item.value.trim();
    const [, scheme = "", host, port] = url.exec(value) ?? [];
    if (host !== undefined) {
      const known = port === undefined ? schemes[scheme.toLowerCase()] : Number(port);
      return [{ name, item, host, port: known, isHttp: /^(?:http|ws)s?$/i.test(scheme) }];
    }
    const [, other, number] = pair.exec(value) ?? [];
    if (other !== undefined) return [{ name, item, host: other, port: Number(number), isHttp: false }];
    const prefix = hostName.exec(name)?.[1] ?? "";
    if (prefix === "" || !/^[a-z0-9._-]+$/i.test(value)) return [];
    const beside = environment.get(`${prefix}_PORT`) ?? environment.get(`${prefix}PORT`);
    const given = beside?.state === "known" && /^\d{1,5}$/.test(beside.value) ? Number(beside.value) : undefined;
    return [{ name, item, host: value, port: given, isHttp: false }];
  });
}
