using Ferry.Databases;
using Ferry.Progress;

namespace Ferry.Guards;

/// <summary>Says aloud, on every use, that a connection does not prove who it talks to. It is what the settings ask for, so it does not change how a job ends.</summary>
public static class TlsNotice
{
    /// <summary>What there is to say about a target.</summary>
    /// <param name="target">A database that is about to be connected to.</param>
    /// <returns>A warning; null where nothing is wrong.</returns>
    public static Finding? Of(DatabaseTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Tls.Mode switch
        {
            TlsMode.Insecure => new(
                FindingSeverity.Warning, "tls.insecure", $"{target.Display}: the server's certificate is not checked. Whoever stands between can read and change everything.",
                "Set Tls:Mode to verify-full and name the authority in Tls:CaFile, or connect through SSH."),
            TlsMode.None when !target.IsPrivate => new(
                FindingSeverity.Warning, "tls.off", $"{target.Display}: the connection is not encrypted. Whoever stands between can read and change everything.",
                "Set Tls:Mode to verify-full, or connect through SSH."),
            _ => null,
        };
    }

    internal static void Raise(ProgressGate progress, DatabaseTarget target)
    {
        if (Of(target) is { } notice)
        {
            progress.Report(new NoticeGiven(notice));
        }
    }
}
