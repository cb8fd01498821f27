/** Dockerfiles with everything that people write in them. */
export const samples: readonly string[] = [
  `# syntax=docker/dockerfile:1
ARG NODE_VERSION=22
# the build
FROM --platform=$BUILDPLATFORM node:\${NODE_VERSION}-alpine AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm,id="npm cache" \\
    # needs the network
    npm ci \\
    && npm run build && \\
    rm -rf node_modules
ENV A=1 \\
    B="two words" \\
    C='three'

FROM nginx:1.29 AS web
LABEL org.opencontainers.image.title="Web" bulkhead.trust=untrusted
COPY --from=build --chown=nginx:nginx /src/dist /usr/share/nginx/html
COPY <<EOF /etc/nginx/conf.d/default.conf
server { listen 80; }
# no comment
EOF
RUN <<-SCRIPT
	set -e
	apk add --no-cache curl
	SCRIPT
RUN cat <<'ONE' <<TWO > /x
one
ONE
two
TWO
EXPOSE 80 443/tcp
VOLUME ["/data", "/more"]
HEALTHCHECK --interval=5s CMD curl -f http://localhost/ || exit 1
STOPSIGNAL SIGQUIT
USER nginx:nginx
ENTRYPOINT ["nginx", "-g", "daemon off;"]
CMD exec nginx
ONBUILD RUN echo "again"
`,
  '# escape=`\r\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\r\nSHELL ["powershell", "-Command"]\r\nRUN Install-WindowsFeature Web-Server; `\r\n    Remove-Item C:\\x\r\nWORKDIR C:\\app\r\nCOPY . .\r\nENTRYPOINT ["C:\\\\app\\\\x.exe"]\r\n',
  'FROM debian:13\nRUN set -eux; \\\n\tapt-get update; \\\n\tapt-get install -y --no-install-recommends \\\n\t\tca-certificates \\\n# a comment at the beginning of a line\n\t\tcurl \\\n\t; \\\n\trm -rf /var/lib/apt/lists/*\n\nRUN echo 🙂 && systemctl enable ssh\nCMD ["/sbin/init"]',
];
