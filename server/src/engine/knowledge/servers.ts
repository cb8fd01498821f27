/** A server that takes its address on the command line. */
export interface Server {
  /** For messages. */
  readonly title: string;
  /** On the command line, program without folder, words joined by one blank. */
  readonly command: RegExp;
  /** Options that are followed by, or joined with, a host or `host:port`. */
  readonly hostOptions: readonly string[];
  readonly portOptions: readonly string[];
  /** A host option takes several words. */
  readonly takesSeveral?: true;
  /** An argument without an option that is `host`, `host:port` or a port. */
  readonly positional?: RegExp;
  /** Listens on the loopback address only, unless an option, one of these variables or a file says otherwise. */
  readonly loopbackUnless?: RegExp;
  readonly loopbackVariables?: readonly string[];
  /** The replacement. */
  readonly remedy: string;
  readonly source: string;
}

/** Looked up 2026-11. Servers that read the address from a file of their own have no default here. */
export const servers: readonly Server[] = [
  {
    title: "uvicorn",
    command: /^(?:uvicorn|python\S* -m uvicorn)(?:\s|$)/,
    hostOptions: ["--host"],
    portOptions: ["--port"],
    loopbackUnless: /--(?:host|uds|fd)\b/,
    loopbackVariables: ["UVICORN_HOST", "UVICORN_UDS"],
    remedy: "--host 0.0.0.0",
    source: "https://www.uvicorn.org/settings/#socket-binding",
  },
  {
    title: "hypercorn",
    command: /^(?:hypercorn|python\S* -m hypercorn)(?:\s|$)/,
    hostOptions: ["--bind", "-b"],
    portOptions: [],
    loopbackUnless: /(?:^|\s)(?:--bind|-b|--config|-c|--insecure-bind|--quic-bind)\b/,
    remedy: "--bind 0.0.0.0:8000",
    source: "https://hypercorn.readthedocs.io/en/latest/how_to_guides/configuring.html",
  },
  {
    title: "gunicorn",
    command: /^gunicorn(?:\s|$)/,
    hostOptions: ["--bind", "-b"],
    portOptions: [],
    remedy: "--bind 0.0.0.0:8000",
    source: "https://docs.gunicorn.org/en/stable/settings.html#bind",
  },
  {
    title: "Flask's server",
    command: /^(?:flask|python\S* -m flask)\s(?:.*\s)?run(?:\s|$)/,
    hostOptions: ["--host", "-h"],
    portOptions: ["--port", "-p"],
    loopbackUnless: /(?:^|\s)(?:--host|-h|--env-file|-e)\b/,
    loopbackVariables: ["FLASK_RUN_HOST"],
    remedy: "--host 0.0.0.0",
    source: "https://flask.palletsprojects.com/en/stable/cli/#run-the-development-server",
  },
  {
    title: "Django's server",
    command: /^(?:(?:python\S* )?(?:\S*\/)?manage\.py|django-admin|python\S* -m django) runserver(?:\s|$)/,
    hostOptions: [],
    portOptions: [],
    positional: /^(?:(?:[\w.-]+|\[[^\]]+\]):)?\d+$/,
    loopbackUnless: /(?:^|\s)(?:\[?[\w.:]+\]?:)\d+(?:\s|$)/,
    remedy: "runserver 0.0.0.0:8000",
    source: "https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver",
  },
  {
    title: "PHP's server",
    command: /^php\d* (?:.*\s)?-S\s/,
    hostOptions: ["-S"],
    portOptions: [],
    remedy: "-S 0.0.0.0:8000",
    source: "https://www.php.net/manual/en/features.commandline.webserver.php",
  },
  {
    title: "artisan serve",
    command: /^(?:php\d* )?(?:\S*\/)?artisan serve(?:\s|$)/,
    hostOptions: ["--host"],
    portOptions: ["--port"],
    loopbackUnless: /--host\b/,
    loopbackVariables: ["SERVER_HOST"],
    remedy: "--host=0.0.0.0",
    source: "https://github.com/laravel/framework/blob/12.x/src/Illuminate/Foundation/Console/ServeCommand.php",
  },
  {
    title: "Hugo's server",
    command: /^hugo (?:server|serve)(?:\s|$)/,
    hostOptions: ["--bind"],
    portOptions: ["--port", "-p"],
    loopbackUnless: /--bind\b/,
    remedy: "--bind 0.0.0.0",
    source: "https://gohugo.io/commands/hugo_server/",
  },
  {
    title: "Rails' server",
    command: /^(?:rails|bin\/rails|\S*\/rails) (?:server|s)(?:\s|$)/,
    hostOptions: ["--binding", "-b"],
    portOptions: ["--port", "-p"],
    remedy: "-b 0.0.0.0",
    source: "https://guides.rubyonrails.org/command_line.html#bin-rails-server",
  },
  {
    title: "Jekyll's server",
    command: /^jekyll (?:serve|server|s)(?:\s|$)/,
    hostOptions: ["--host", "-H"],
    portOptions: ["--port", "-P"],
    remedy: "--host 0.0.0.0",
    source: "https://jekyllrb.com/docs/configuration/options/#serve-command-options",
  },
  {
    title: "Vite",
    command: /^(?:vite|npx vite)(?:\s|$)/,
    hostOptions: ["--host"],
    portOptions: ["--port"],
    remedy: "--host 0.0.0.0",
    source: "https://vite.dev/config/server-options#server-host",
  },
  {
    title: "Angular's server",
    command: /^(?:ng|npx ng) serve(?:\s|$)/,
    hostOptions: ["--host"],
    portOptions: ["--port"],
    remedy: "--host 0.0.0.0",
    source: "https://angular.dev/cli/serve",
  },
  {
    title: "Redis",
    command: /^redis-server(?:\s|$)/,
    hostOptions: ["--bind"],
    portOptions: ["--port"],
    takesSeveral: true,
    remedy: "--bind 0.0.0.0",
    source: "https://redis.io/docs/latest/operate/oss_and_stack/management/config-file/",
  },
  {
    title: "Valkey",
    command: /^valkey-server(?:\s|$)/,
    hostOptions: ["--bind"],
    portOptions: ["--port"],
    takesSeveral: true,
    remedy: "--bind 0.0.0.0",
    source: "https://github.com/valkey-io/valkey-container",
  },
  {
    title: "MySQL",
    command: /^(?:mysqld|mariadbd)(?:\s|$)/,
    hostOptions: ["--bind-address"],
    portOptions: ["--port", "-P"],
    remedy: "--bind-address=0.0.0.0",
    source: "https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_bind_address",
  },
  {
    title: "MongoDB",
    command: /^mongod(?:\s|$)/,
    hostOptions: ["--bind_ip"],
    portOptions: ["--port"],
    remedy: "--bind_ip_all",
    source: "https://www.mongodb.com/docs/manual/reference/program/mongod/#std-option-mongod.--bind_ip",
  },
  {
    title: "Jupyter",
    command: /^jupyter(?:-lab|-notebook)?(?: lab| notebook)?(?:\s|$)/,
    hostOptions: ["--ip", "--ServerApp.ip", "--NotebookApp.ip"],
    portOptions: ["--port"],
    remedy: "--ip=0.0.0.0",
    source: "https://jupyter-server.readthedocs.io/en/latest/operators/public-server.html",
  },
  {
    title: "Python's server",
    command: /^python\S* -m http\.server(?:\s|$)/,
    hostOptions: ["--bind", "-b"],
    portOptions: [],
    positional: /^\d+$/,
    remedy: "--bind 0.0.0.0",
    source: "https://docs.python.org/3/library/http.server.html#command-line-interface",
  },
];
