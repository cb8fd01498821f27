import { service, testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("listens-on-loopback");
const ports = 'ports: ["8000:8000"]';
const image = (command: string, ...lines: readonly string[]) =>
  ["FROM python:3.13-slim", "EXPOSE 8000", ...lines, `CMD ${command}`, ""].join("\n");

describe("listens-on-loopback on near misses", () => {
  for (const command of [
    "uvicorn app:app --host 0.0.0.0",
    "uvicorn app:app --host=::",
    "uvicorn app:app --uds /run/app.sock",
    "uvicorn app:app $OPTIONS",
    "flask run -h 0.0.0.0",
    "python manage.py runserver 0:8000",
    "gunicorn app:app",
    "gunicorn -b 127.0.0.1:8000 -b 0.0.0.0:8001 app:app",
    "redis-server --bind 127.0.0.1 0.0.0.0",
    "jekyll serve",
    "curl --host 127.0.0.1",
  ]) {
    ignores(command, image(command));
  }
  ignores("a port that nobody publishes", service("python:3.13", "entrypoint: uvicorn app:app"));
  ignores("the variable of the server", image("uvicorn app:app", "ENV UVICORN_HOST=0.0.0.0"));
  ignores(
    "the network of another container",
    service("python:3.13", "network_mode: service:vpn", "entrypoint: uvicorn app:app", ports),
  );
  ignores("a server under a condition", image('sh -c "[ -n $DEV ] && flask run; exec gunicorn -b :8000 app:app"'));
  reports(
    "a list of loopback addresses only",
    image("gunicorn -b 127.0.0.1:8000 app:app"),
    '3:17 warning gunicorn listens on 127.0.0.1:8000, so nothing outside of the container reaches it. Use "--bind 0.0.0.0:8000".',
  );
  reports(
    "the default of Django",
    image('["python", "manage.py", "runserver", "8000"]'),
    '3:6 warning Django\'s server listens on 127.0.0.1 by default, so nothing outside of the container reaches it. Use "runserver 0.0.0.0:8000".',
  );
  reports(
    "a server that a script starts",
    {
      Dockerfile: 'FROM python:3.13\nEXPOSE 8000\nCOPY start.sh /start.sh\nCMD ["/start.sh"]\n',
      "start.sh": "#!/bin/sh\nexec uvicorn app:app --host localhost\n",
    },
    '4:6 warning uvicorn listens on localhost, so nothing outside of the container reaches it. Use "--host 0.0.0.0".',
  );
});
