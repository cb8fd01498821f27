/** Compose files that use what real ones use. */
export const samples: readonly string[] = [
  `name: shop
x-common: &common
  restart: unless-stopped
  logging:
    driver: json-file
    options: { max-size: "10m" }
  environment: &env
    TZ: Europe/Berlin
    LEVEL: \${LEVEL:-info}

services:
  # what people see
  web:
    <<: *common
    build:
      context: ./web
      args: [VERSION=1]
    command: ["node", "server.js"]
    ports:
      - "127.0.0.1:8080:80" # behind the proxy
      - target: 443
        published: "8443"
    environment:
      <<: *env
      API: http://api:3000
    depends_on:
      api:
        condition: service_healthy

  api:
    <<: *common
    image: shop/api:\${TAG:?}
    user: "1000:1000"
    entrypoint: sh -c "migrate && exec serve --port $$PORT"
    healthcheck:
      test: curl -f http://localhost:3000/health || exit 1
      interval: 10s
    volumes:
      - ./config:/etc/api:ro
      - type: tmpfs
        target: /tmp
    cap_drop:
      - ALL
    security_opt: [no-new-privileges:true]
    deploy:
      resources:
        limits:
          cpus: "0.50"
          memory: 256M

  db:
    image: postgres:16
    volumes: [data:/var/lib/postgresql/data]
    ulimits:
      nofile: { soft: 1024, hard: 2048 }
    shm_size: 1gb

volumes:
  data:
`,
  `services:
  agent:
    image: agent
    privileged: yes
    pid: host
    network_mode: host
    volumes:
    - /var/run/docker.sock:/var/run/docker.sock
    - /:/host:ro
    devices: ["/dev/kvm"]
    sysctls:
      net.core.somaxconn: 1024
  job:
    extends:
      service: agent
    command: >
      run
      --all
    script: |
      # not a comment
      echo "a: b"
    profiles: [debug]
    x-bulkhead:
      trust: untrusted
`,
];
