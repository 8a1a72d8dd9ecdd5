namespace Ferry.Cli.Output.Progress;

/// <summary>The phases of a job in words for people.</summary>
internal static class PhaseNames
{
    public static string Of(string phase) => phase switch
    {
        "start" => "starting",
        "connect" => "connecting",
        "snapshot" => "opening a snapshot",
        "read" => "reading",
        "copy" => "copying",
        "seal" => "sealing the archive",
        "verify" => "checking every byte",
        "load" => "loading",
        "indexes" => "building indexes",
        "compare" => "comparing with the manifest",
        "swap" => "swapping in",
        "safety" or "safety-backup" => "safety backup",
        "detect" => "asking what changed",
        "stage" => "reading what changed",
        "identify" => "recognising rows",
        "merge" => "comparing",
        "apply" => "merging",
        "cleanup" => "cleaning up",
        _ => phase,
    };
}
