namespace Ferry.Ssh.Keys;

/// <summary>What a person reads when there is no way in.</summary>
internal static class LoginRefusals
{
    /// <param name="hop">The server.</param>
    /// <param name="tried">Everything that was tried or skipped.</param>
    /// <param name="exception">What the server said.</param>
    public static FerryException Refused(Hop hop, string tried, Exception exception) => new(
        FailureKind.Unreachable, "ssh.login-refused", $"The SSH server {hop} refused the login.", $"{exception.Message} Tried: {tried}.",
        $"Add one of the public keys to the authorized_keys of {hop.Username} on the server, name another key in Keys, or correct Username{(hop.Password is null ? "" : " or Password")}.", exception);

    /// <inheritdoc cref="Refused"/>
    public static FerryException TooMany(Hop hop, string tried, Exception exception) => new(
        FailureKind.Unreachable, "ssh.too-many-keys", $"The SSH server {hop} hung up after too many keys that it does not take.", $"Tried: {tried}.",
        "Name the one right key in Keys; named keys are tried before others of the ssh-agent.", exception);

    /// <inheritdoc cref="Refused"/>
    public static FerryException Nothing(Hop hop, string tried) => new(
        FailureKind.Key, "ssh.no-key", $"There is no key to log in to {hop} with.", tried.Length > 0 ? $"Looked at {tried}." : "Keys names none.",
        "Name a private key in Keys, add one to the ssh-agent, or set Passphrase to env:NAME or file:PATH where a key is encrypted.");
}
