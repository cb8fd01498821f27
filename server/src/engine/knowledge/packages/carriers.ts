/** Packages that bring a program under another name than their own, beside those that are named like it. */
export const carriers: Readonly<Record<string, readonly string[]>> = {
  addgroup: ["adduser"],
  "add-apt-repository": ["software-properties-common", "python3-software-properties", "python-software-properties"],
  "apt-key": ["gnupg"],
  curl: ["devscripts", "abuild", "composer"],
  delgroup: ["adduser"],
  deluser: ["adduser"],
  git: ["npm", "yarnpkg", "tig", "devscripts", "composer", "abuild"],
  groupadd: ["shadow", "shadow-utils", "passwd"],
  groupdel: ["shadow", "shadow-utils", "passwd"],
  mongo: ["mongodb"],
  mongosh: ["mongodb"],
  mysql: ["mariadb", "default"],
  mysqladmin: ["mysql", "mariadb", "default"],
  pg_isready: ["postgresql", "postgresql17", "libpq"],
  ping: ["iputils"],
  psql: ["postgresql", "libpq"],
  "redis-cli": ["redis", "valkey"],
  unzip: ["atool"],
  "update-ca-certificates": ["ca-certificates"],
  useradd: ["shadow", "shadow-utils", "passwd"],
  userdel: ["shadow", "shadow-utils", "passwd"],
  usermod: ["shadow", "shadow-utils", "passwd"],
  vim: ["neovim", "gvim"],
  wget: ["google-chrome", "devscripts"],
};

/** Programs that are installed by their name only: hardly any package needs them. Any installation may bring others. */
export const installedByName: ReadonlySet<string> = new Set(
  `curl wget git sudo unzip zip jq vim nano ping tree useradd groupadd usermod userdel groupdel apt-key
  add-apt-repository pg_isready psql mysql mysqladmin mongo mongosh redis-cli`.split(/\s+/),
);

/** Packages that bring what they are named after and none of the programs that the tables list. */
export const plainPackages =
  /^(?:ca-certificates|tzdata|tini|dumb-init|gosu|su-exec|curl|wget|jq|libc6-compat|gcompat|libstdc\+\+|libgcc|nodejs|icu-libs|\.[\w-]+|lib[\w.+-]*(?<!-dev)|musl-dev)$/;

/** Collections of packages: what they bring is not known. */
export const collections =
  /^(?:ubuntu|kali|task|ros|texlive|xfce\d?|kde|gnome|lxde|lxqt|mate|cinnamon|google-chrome|bash-completion|alpine-sdk|base-devel)(?:-|$)|^@|-preinstall(?:-|$)/;
