/** Names of one piece of software in three package collections. */
export interface PackageRow {
  /** Debian and Ubuntu. https://packages.debian.org/ */
  readonly apt: string | undefined;
  /** Alpine. https://pkgs.alpinelinux.org/ */
  readonly apk: string | undefined;
  /** Fedora and its relatives, some from EPEL. https://packages.fedoraproject.org/ */
  readonly dnf: string | undefined;
}

export const packageSources: readonly string[] = [
  "https://packages.debian.org/",
  "https://pkgs.alpinelinux.org/packages",
  "https://packages.fedoraproject.org/",
  "https://repology.org/",
];

/**
 * One row a line: apt, apk, dnf. `-` is a known nothing, `a,b` several packages. Where two rows share a name, the first
 * one decides what that name becomes.
 */
const table = `
build-essential | build-base | gcc,gcc-c++,make
gcc | gcc | gcc
g++ | g++ | gcc-c++
libc6-dev | musl-dev | glibc-devel
make | make | make
cmake | cmake | cmake
ninja-build | samurai | ninja-build
meson | meson | meson
autoconf | autoconf | autoconf
automake | automake | automake
libtool | libtool | libtool
pkg-config | pkgconf | pkgconf-pkg-config
pkgconf | pkgconf | pkgconf-pkg-config
bison | bison | bison
flex | flex | flex
gdb | gdb | gdb
strace | strace | strace
ltrace | ltrace | ltrace
valgrind | valgrind | valgrind
clang | clang | clang
llvm | llvm | llvm
nasm | nasm | nasm
ccache | ccache | ccache
patch | patch | patch
git | git | git
git-lfs | git-lfs | git-lfs
subversion | subversion | subversion
mercurial | mercurial | mercurial
curl | curl | curl
wget | wget | wget
ca-certificates | ca-certificates | ca-certificates
openssl | openssl | openssl
libssl-dev | openssl-dev | openssl-devel
gnupg | gnupg | gnupg2
gpg | gnupg | gnupg2
dirmngr | gnupg-dirmngr | gnupg2
apt-transport-https | - | -
software-properties-common | - | dnf-plugins-core
lsb-release | lsb-release-minimal | redhat-lsb-core
bash | bash | bash
bash-completion | bash-completion | bash-completion
zsh | zsh | zsh
fish | fish | fish
dash | dash | dash
sudo | sudo | sudo
su-exec | su-exec | -
gosu | su-exec | -
tini | tini | tini
dumb-init | dumb-init | dumb-init
coreutils | coreutils | coreutils
findutils | findutils | findutils
diffutils | diffutils | diffutils
grep | grep | grep
sed | sed | sed
gawk | gawk | gawk
less | less | less
file | file | file
tree | tree | tree
jq | jq | jq
ripgrep | ripgrep | ripgrep
vim | vim | vim-enhanced
vim-tiny | vim | vim-minimal
nano | nano | nano
emacs-nox | emacs-nox | emacs-nox
man-db | mandoc | man-db
tmux | tmux | tmux
screen | screen | screen
htop | htop | htop
procps | procps | procps-ng
psmisc | psmisc | psmisc
lsof | lsof | lsof
sysstat | sysstat | sysstat
util-linux | util-linux | util-linux
passwd | shadow | shadow-utils
adduser | shadow | shadow-utils
cron | dcron | cronie
rsyslog | rsyslog | rsyslog
logrotate | logrotate | logrotate
supervisor | supervisor | supervisor
openssh-client | openssh-client | openssh-clients
openssh-server | openssh-server | openssh-server
sshpass | sshpass | sshpass
rsync | rsync | rsync
tzdata | tzdata | tzdata
locales | musl-locales | glibc-langpack-en
gettext | gettext | gettext
gettext-base | gettext-envsubst | gettext
unzip | unzip | unzip
zip | zip | zip
bzip2 | bzip2 | bzip2
xz-utils | xz | xz
gzip | gzip | gzip
tar | tar | tar
zstd | zstd | zstd
p7zip-full | 7zip | p7zip
net-tools | net-tools | net-tools
iproute2 | iproute2 | iproute
iputils-ping | iputils-ping | iputils
iputils-tracepath | iputils-tracepath | iputils
dnsutils | bind-tools | bind-utils
bind9-dnsutils | bind-tools | bind-utils
bind9-host | bind-tools | bind-utils
bind9 | bind | bind
netcat-openbsd | netcat-openbsd | nmap-ncat
telnet | busybox-extras | telnet
tcpdump | tcpdump | tcpdump
traceroute | traceroute | traceroute
nmap | nmap | nmap
socat | socat | socat
whois | whois | whois
iptables | iptables | iptables-nft
nftables | nftables | nftables
ipset | ipset | ipset
ethtool | ethtool | ethtool
bridge-utils | bridge-utils | -
openvpn | openvpn | openvpn
wireguard-tools | wireguard-tools | wireguard-tools
fuse3 | fuse3 | fuse3
kmod | kmod | kmod
e2fsprogs | e2fsprogs | e2fsprogs
nfs-common | nfs-utils | nfs-utils
cifs-utils | cifs-utils | cifs-utils
python3 | python3 | python3
python3-pip | py3-pip | python3-pip
python3-venv | python3 | python3
python3-dev | python3-dev | python3-devel
python3-setuptools | py3-setuptools | python3-setuptools
python3-wheel | py3-wheel | python3-wheel
python3-virtualenv | py3-virtualenv | python3-virtualenv
python3-yaml | py3-yaml | python3-pyyaml
python3-requests | py3-requests | python3-requests
python3-numpy | py3-numpy | python3-numpy
python-is-python3 | python3 | python-unversioned-command
nodejs | nodejs | nodejs
npm | npm | npm
yarnpkg | yarn | yarnpkg
ruby | ruby | ruby
ruby-dev | ruby-dev | ruby-devel
golang | go | golang
golang-go | go | golang
rustc | rust | rust
cargo | cargo | cargo
perl | perl | perl
lua5.4 | lua5.4 | lua
php-cli | php84 | php-cli
php-fpm | php84-fpm | php-fpm
composer | composer | composer
default-jdk | openjdk21-jdk | java-21-openjdk-devel
default-jre | openjdk21-jre | java-21-openjdk
default-jre-headless | openjdk21-jre-headless | java-21-openjdk-headless
openjdk-17-jdk | openjdk17-jdk | java-17-openjdk-devel
openjdk-17-jre | openjdk17-jre | java-17-openjdk
openjdk-17-jre-headless | openjdk17-jre-headless | java-17-openjdk-headless
openjdk-21-jdk | openjdk21-jdk | java-21-openjdk-devel
openjdk-21-jre-headless | openjdk21-jre-headless | java-21-openjdk-headless
maven | maven | maven
nginx | nginx | nginx
apache2 | apache2 | httpd
apache2-utils | apache2-utils | httpd-tools
haproxy | haproxy | haproxy
squid | squid | squid
varnish | varnish | varnish
redis-server | redis | redis
redis-tools | redis | redis
memcached | memcached | memcached
postgresql | postgresql | postgresql-server
postgresql-client | postgresql-client | postgresql
libpq-dev | libpq-dev | libpq-devel
libpq5 | libpq | libpq
default-mysql-client | mariadb-client | mariadb
mariadb-client | mariadb-client | mariadb
mariadb-server | mariadb | mariadb-server
default-libmysqlclient-dev | mariadb-dev | mariadb-connector-c-devel
libmariadb-dev | mariadb-connector-c-dev | mariadb-connector-c-devel
sqlite3 | sqlite | sqlite
libsqlite3-dev | sqlite-dev | sqlite-devel
rabbitmq-server | rabbitmq-server | rabbitmq-server
mosquitto | mosquitto | mosquitto
dnsmasq | dnsmasq | dnsmasq
postfix | postfix | postfix
fail2ban | fail2ban | fail2ban
imagemagick | imagemagick | ImageMagick
libmagickwand-dev | imagemagick-dev | ImageMagick-devel
graphicsmagick | graphicsmagick | GraphicsMagick
ffmpeg | ffmpeg | ffmpeg-free
ghostscript | ghostscript | ghostscript
graphviz | graphviz | graphviz
poppler-utils | poppler-utils | poppler-utils
tesseract-ocr | tesseract-ocr | tesseract
pandoc | pandoc | pandoc
chromium | chromium | chromium
fontconfig | fontconfig | fontconfig
fonts-dejavu | ttf-dejavu | dejavu-sans-fonts
fonts-liberation | ttf-liberation | liberation-fonts
fonts-noto | font-noto | google-noto-sans-fonts
xvfb | xvfb | xorg-x11-server-Xvfb
dbus | dbus | dbus
zlib1g-dev | zlib-dev | zlib-devel
libbz2-dev | bzip2-dev | bzip2-devel
liblzma-dev | xz-dev | xz-devel
libffi-dev | libffi-dev | libffi-devel
libreadline-dev | readline-dev | readline-devel
libncurses-dev | ncurses-dev | ncurses-devel
libncurses5-dev | ncurses-dev | ncurses-devel
libncursesw5-dev | ncurses-dev | ncurses-devel
libgdbm-dev | gdbm-dev | gdbm-devel
libyaml-dev | yaml-dev | libyaml-devel
libxml2-dev | libxml2-dev | libxml2-devel
libxml2-utils | libxml2-utils | libxml2
libxslt1-dev | libxslt-dev | libxslt-devel
libcurl4-openssl-dev | curl-dev | libcurl-devel
libjpeg-dev | libjpeg-turbo-dev | libjpeg-turbo-devel
libjpeg62-turbo-dev | libjpeg-turbo-dev | libjpeg-turbo-devel
libpng-dev | libpng-dev | libpng-devel
libwebp-dev | libwebp-dev | libwebp-devel
libtiff-dev | tiff-dev | libtiff-devel
libfreetype6-dev | freetype-dev | freetype-devel
libicu-dev | icu-dev | libicu-devel
libzip-dev | libzip-dev | libzip-devel
libonig-dev | oniguruma-dev | oniguruma-devel
libsodium-dev | libsodium-dev | libsodium-devel
libgmp-dev | gmp-dev | gmp-devel
libldap2-dev | openldap-dev | openldap-devel
libevent-dev | libevent-dev | libevent-devel
libpcre3-dev | pcre-dev | pcre-devel
libpcre2-dev | pcre2-dev | pcre2-devel
libmemcached-dev | libmemcached-dev | libmemcached-awesome-devel
libgeos-dev | geos-dev | geos-devel
libproj-dev | proj-dev | proj-devel
gdal-bin | gdal-tools | gdal
libgdal-dev | gdal-dev | gdal-devel
librdkafka-dev | librdkafka-dev | librdkafka-devel
libusb-1.0-0-dev | libusb-dev | libusb1-devel
libcap-dev | libcap-dev | libcap-devel
libcap2-bin | libcap-utils | libcap
libseccomp-dev | libseccomp-dev | libseccomp-devel
uuid-dev | util-linux-dev | libuuid-devel
tk-dev | tk-dev | tk-devel
libgl1 | mesa-gl | mesa-libGL
libglib2.0-0 | glib | glib2
libglib2.0-dev | glib-dev | glib2-devel
linux-libc-dev | linux-headers | kernel-headers
systemd | - | systemd
acl | acl | acl
attr | attr | attr
expect | expect | expect
bc | bc | bc
time | time | time
dos2unix | dos2unix | dos2unix
pwgen | pwgen | pwgen
shellcheck | shellcheck | ShellCheck
ansible | ansible | ansible
awscli | aws-cli | awscli2
podman | podman | podman
buildah | buildah | buildah
skopeo | skopeo | skopeo
docker.io | docker | moby-engine
qemu-system-x86 | qemu-system-x86_64 | qemu-system-x86
qemu-utils | qemu-img | qemu-img
`;

/** All rows, in the order of the table. */
export const packageRows: readonly PackageRow[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [apt, apk, dnf] = line.split(" | ").map((name) => (name === "-" ? undefined : name.replaceAll(",", " ")));
    return { apt, apk, dnf };
  });
