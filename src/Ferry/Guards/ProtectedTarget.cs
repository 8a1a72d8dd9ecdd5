using Ferry.Databases;

namespace Ferry.Guards;

/// <summary>Finds a protected environment behind a target that goes by another name: a tunnel, an address, a second configuration.</summary>
internal static class ProtectedTarget
{
    /// <exception cref="FerryException"><see cref="FailureKind.Refused"/> where the target is a protected database and nobody typed its environment's name.</exception>
    public static void Demand(IReadOnlyList<ProtectedDatabase> known, ServerIdentity target, string display, string? confirmation)
    {
        var owner = known.FirstOrDefault(each => SameDatabase.Is(each.Server, target) && !string.Equals(each.Environment, confirmation, StringComparison.Ordinal));
        if (owner is not null)
        {
            throw new FerryException(
                FailureKind.Refused, "restore.protected", $"{display} is the database {target.Database} of environment '{owner.Environment}', which is protected; nothing was changed.",
                $"It is reached under another name, but the server is the one that was backed up: {target.Product} {target.Id}"
                    + $"{(target.Certainty == IdentityCertainty.Drawn ? "" : " (known by its place: host name, port and folder)")}.",
                $"If you mean it: --allow-protected --confirm {owner.Environment}");
        }
    }
}
