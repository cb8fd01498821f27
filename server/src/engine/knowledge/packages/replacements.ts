const families: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // https://git.alpinelinux.org/aports/tree/main/busybox/busyboxconfig
  alpine: {
    useradd: "adduser",
    groupadd: "addgroup",
    userdel: "deluser",
    groupdel: "delgroup",
    curl: "wget, or install it",
  },
  // https://packages.debian.org/trixie/passwd
  debian: { adduser: "useradd", addgroup: "groupadd", deluser: "userdel", delgroup: "groupdel" },
  wolfi: { useradd: "adduser", groupadd: "addgroup" },
};

const anywhere: Readonly<Record<string, string>> = {
  // https://manpages.debian.org/bookworm/apt/apt-key.8.en.html
  "apt-key": "signed-by with a key in /etc/apt/keyrings",
};

/** What an image of the family has for a program that it lacks. */
export function replacementOf(program: string, family: string | undefined): string | undefined {
  return families[family ?? ""]?.[program] ?? anywhere[program];
}
