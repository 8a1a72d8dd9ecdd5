# shellcheck shell=bash
# Packages of Debian's unstable suite, downloaded with an apt state of our own. Sourced after common.sh.

# The first archive of the system's own sources (apt reads both formats itself) that is not for security updates.
debian_mirror() {
    if [[ -n ${FERRY_DEBIAN_MIRROR:-} ]]; then
        echo "$FERRY_DEBIAN_MIRROR"
    elif is_debian; then
        apt-get update --print-uris | sed -n "s|^'\(.*\)/dists/[^/]*/InRelease'.*|\1|p" | grep -v security | head -n 1
    fi
}

debian_keyring() {
    local keyring
    for keyring in /usr/share/keyrings/debian-archive-keyring.{pgp,gpg}; do
        [[ -e $keyring ]] && echo "$keyring" && return
    done
    die "Debian's archive keyring is missing; install the package debian-archive-keyring"
}

# use_unstable DIR: from here on apt works in DIR, which is empty, and knows unstable's lists.
use_unstable() {
    local mirror keyring state=$1
    mirror=$(debian_mirror)
    [[ -n $mirror ]] || die "the apt sources name no Debian mirror; set FERRY_DEBIAN_MIRROR to one"
    keyring=$(debian_keyring)
    mkdir -p "$state"/{lists,archives}/partial "$state/empty"
    : >"$state/status"
    # The system's hooks and sources stay out of this; how it reaches the network (proxies, retries) is taken over.
    {
        apt-config dump | grep '^Acquire::' | grep -v '^Acquire::AllowInsecure\|^Acquire::AllowWeak'
        cat <<CONFIGURATION
Dir::Etc::Parts "$state/empty";
Dir::Etc::Main "/dev/null";
Dir::Etc::SourceList "$state/unstable.sources";
Dir::Etc::SourceParts "$state/empty";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "$state/empty";
Dir::State::Lists "$state/lists";
Dir::State::Status "$state/status";
Dir::Cache "$state";
Dir::Cache::Archives "$state/archives";
APT::Get::AllowUnauthenticated "false";
APT::Sandbox::User "";
CONFIGURATION
    } >"$state/apt.conf"
    cat >"$state/unstable.sources" <<SOURCE
Types: deb
URIs: $mirror
Suites: unstable
Components: main
Signed-By: $keyring
SOURCE
    export APT_CONFIG=$state/apt.conf
    quietly apt-get update
}

quietly() { "$@" >"$work/log" 2>&1 || die "$* failed:"$'\n'"$(tail -n 15 "$work/log")"; }

# unpack DIR PACKAGE...: unpacks packages, and all that they depend on, into DIR.
unpack() {
    local target=$1 package packages
    shift
    quietly apt-get install --print-uris --yes --no-install-recommends "$@"
    mapfile -t packages < <(sed -n "s|^'[^']*' \([^_ ]*\)_.*|\1|p" "$work/log")
    # apt-get download writes into the current folder; what it finds there it does not download again.
    mkdir -p "$work/packages" "$target"
    (cd "$work/packages" && quietly apt-get download "${packages[@]}")
    for package in "${packages[@]}"; do
        quietly dpkg -x "$work/packages/$package"_*.deb "$target"
    done
}

# version_of PACKAGE: without its epoch, because a colon parts the folders of a path.
version_of() { apt-cache show --no-all-versions "$1" | sed -n 's/^Version: \([0-9]*:\)\?//p'; }
