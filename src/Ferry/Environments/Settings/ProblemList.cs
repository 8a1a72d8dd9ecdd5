using System.Globalization;

namespace Ferry.Environments;

/// <summary>Everything that is wrong, collected so that it is reported at once.</summary>
internal sealed class ProblemList
{
    /// <summary>More than anyone reads; a file of a million mistakes must not flood the terminal.</summary>
    private const int MostShown = 50;
    private readonly HashSet<ConfigurationProblem> _problems = [];

    public int Count => _problems.Count;

    /// <summary>Whether a file could not be read to its end, so that what seems to be missing may be there.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Adds a problem that hides the rest of its file.</summary>
    public void AddFatal(ConfigurationOrigin? origin, string message)
    {
        Add(origin, message);
        IsIncomplete = true;
    }

    public void Add(ConfigurationOrigin? origin, string message)
    {
        // A general setting is read once an environment; what is wrong with it is said once.
        _problems.Add(new ConfigurationProblem(origin, message));
    }

    public void ThrowIfAny()
    {
        if (_problems.Count == 0)
        {
            return;
        }

        const string Remedy = "Correct it and run `ferry config show`; docs/configuration.md lists every setting.";
        var lines = _problems
            .OrderBy(problem => problem.Origin?.Name, StringComparer.Ordinal).ThenBy(problem => problem.Origin?.Line).ThenBy(problem => problem.Origin?.Column)
            .Select(problem => problem.ToString()).ToArray();
        throw lines.Length == 1
            ? new FerryException(FailureKind.Usage, "config.invalid", "The configuration is not valid.", lines[0], Remedy)
            : new FerryException(
                FailureKind.Usage, "config.invalid",
                string.Create(CultureInfo.InvariantCulture, $"The configuration is not valid: {lines.Length} problems."),
                string.Join('\n', lines.Take(MostShown)), Remedy.Replace("Correct it", "Correct them", StringComparison.Ordinal));
    }
}
