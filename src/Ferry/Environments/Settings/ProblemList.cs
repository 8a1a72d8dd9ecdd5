using System.Globalization;

namespace Ferry.Environments;

/// <summary>Everything that is wrong, collected so that it is reported at once.</summary>
internal sealed class ProblemList
{
    private readonly List<ConfigurationProblem> _problems = [];

    public int Count => _problems.Count;

    public void Add(ConfigurationOrigin? origin, string message)
    {
        // A general setting is read once an environment; what is wrong with it is said once.
        var problem = new ConfigurationProblem(origin, message);
        if (!_problems.Contains(problem))
        {
            _problems.Add(problem);
        }
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
                string.Join('\n', lines), Remedy.Replace("Correct it", "Correct them", StringComparison.Ordinal));
    }
}
