"""An SSH server for tests: password, keyboard-interactive and public keys, forwarding to anywhere. Run by asyncssh.sh.

    asyncssh-server.py DIR PORT [password] [keyboard-interactive] [publickey] [question=TEXT]

Logs which method was tried and what came of it, never what was answered.
"""

import asyncio
import pathlib
import sys

import asyncssh

folder, port, options = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
more = [option.removeprefix("question=") for option in options if option.startswith("question=")]


def log(line):
    print(line, flush=True)


class Login(asyncssh.SSHServer):
    def _judge(self, method, good):
        log(f"{method} {'accepted' if good else 'refused'}")
        return good

    def begin_auth(self, username):
        return True

    def public_key_auth_supported(self):
        return "publickey" in options

    def validate_public_key(self, username, key):
        line = key.export_public_key().decode().split()[1]
        return self._judge("publickey", line in (folder / "authorized_keys").read_text())

    def password_auth_supported(self):
        return "password" in options

    def validate_password(self, username, password):
        return self._judge("password", password == (folder / "password").read_text())

    def kbdint_auth_supported(self):
        return "keyboard-interactive" in options

    def get_kbdint_challenge(self, username, lang, submethods):
        return "", "", "", [("Password: ", False), *((question, False) for question in more)]

    def validate_kbdint_response(self, username, responses):
        log(f"{len(responses)} answered, {sum(len(response) > 0 for response in responses)} not empty")
        return self._judge("keyboard-interactive", not more and responses == [(folder / "password").read_text()])

    def connection_requested(self, dest_host, dest_port, orig_host, orig_port):
        log(f"direct-tcpip {dest_host} {dest_port}")
        return True


async def serve():
    await asyncssh.create_server(Login, "127.0.0.1", port, server_host_keys=[str(folder / "host_ed25519")])
    log(f"listening on 127.0.0.1 port {port}")
    await asyncio.Event().wait()


try:
    asyncio.run(serve())
except OSError as error:
    sys.exit(f"address already in use: {error}")
