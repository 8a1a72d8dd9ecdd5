namespace Ferry.Loading;

/// <summary>Names of databases that Ferry may drop without asking, because only Ferry makes them.</summary>
public static class ScratchName
{
    /// <summary>What every scratch name starts with.</summary>
    public const string Mark = "ferry_scratch_";

    /// <summary>A scratch name for a target.</summary>
    /// <param name="runId">Eight or more characters that are unique to the run: lower-case letters and digits.</param>
    /// <returns>A name short enough for every engine.</returns>
    public static string For(string runId) => Mark + runId;

    /// <summary>Whether a name carries the mark.</summary>
    /// <param name="name">A database's name.</param>
    /// <returns>True for names that <see cref="For"/> makes.</returns>
    public static bool Is(string name) => name.StartsWith(Mark, StringComparison.Ordinal);
}
