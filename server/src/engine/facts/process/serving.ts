import { programName, type SimpleCommand } from "../../model/command.ts";
import { daemonStart } from "./daemon.ts";

const programs =
  /^(?:node|java|gunicorn|uvicorn|hypercorn|daphne|celery|puma|unicorn|dotnet|deno|bun|gosu|su-exec|npm|yarn|pnpm|streamlit|caddy|traefik)$/;
const subcommands: Readonly<Record<string, RegExp>> = {
  npm: /^(?:run )?(?:start|serve|prod)/,
  yarn: /^(?:run )?(?:start|serve|prod)/,
  pnpm: /^(?:run )?(?:start|serve|prod)/,
  celery: /\b(?:worker|beat)\b/,
  caddy: /^run\b/,
  deno: /^(?:run|serve)\b/,
  dotnet: /\.dll\b/,
  java: /^(?!.*-version)/,
  node: /^(?!-e\b|--eval\b|-p\b|--version\b).*(?:server|index|main|app|start|dist|build)/,
};

/**
 * True for a command that keeps running and serves: a daemon in the foreground, a server, or whatever the container is
 * asked to run (`"$@"`).
 */
export function servesForever(command: SimpleCommand): boolean {
  const [first, ...rest] = command.words;
  if (/^"?\$(?:@|\{@\})"?$/.test(first?.text ?? "")) return true;
  const line = rest.map(({ value, text }) => value ?? text).join(" ");
  const name = programName(command) ?? "";
  if (/^python[\d.]*$/.test(name)) return /manage\.py runserver|-m (?:http\.server|uvicorn|gunicorn|flask)/.test(line);
  if (programs.test(name)) return subcommands[name]?.test(line) ?? true;
  return daemonStart(command)?.stays === true;
}
