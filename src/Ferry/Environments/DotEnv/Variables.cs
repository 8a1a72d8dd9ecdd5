namespace Ferry.Environments;

/// <summary>The variables of the process over those of the <c>.env</c> file, each with where it is set.</summary>
internal sealed class Variables
{
    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);

    public Variables(IReadOnlyDictionary<string, string> process, IReadOnlyList<DotEnvEntry> file, string fileName)
    {
        foreach (var entry in file)
        {
            var origin = new ConfigurationOrigin(OriginKind.DotEnv, fileName, entry.Line, Variable: entry.Name);
            _variables[entry.Name] = new Variable(entry.Name, entry.Value, origin);
        }

        foreach (var (name, value) in process)
        {
            _variables[name] = new Variable(name, value, new ConfigurationOrigin(OriginKind.EnvironmentVariable, name));
        }
    }

    public IEnumerable<Variable> All => _variables.Values;

    public Variable? Find(string name) => _variables.GetValueOrDefault(name);

    /// <summary>A variable that has a value: an empty one is as good as none.</summary>
    public Variable? FindFilled(string name) => Find(name) is { Value.Length: > 0 } variable ? variable : null;
}
