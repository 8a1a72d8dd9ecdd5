using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>Reads variables such as <c>Ferry__Backup__Workers</c> and <c>ConnectionStrings__main</c> into a layer.</summary>
internal static class VariableSettings
{
    private const string Delimiter = "__";

    public static SettingLayer Read(IEnumerable<Variable> variables, ProblemList problems)
    {
        var layer = new SettingLayer();
        foreach (var variable in variables.Where(IsSetting).OrderBy(variable => variable.Name, StringComparer.Ordinal))
        {
            var path = variable.Name.Replace(Delimiter, ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
            if (layer.Add(path, new Setting(variable.Value, SettingKind.Untyped, variable.Origin)) is { } earlier && earlier.Value != variable.Value)
            {
                problems.Add(variable.Origin, $"the same setting is already set at {earlier.Origin}; names compare without case.");
            }
        }

        return layer;
    }

    private static bool IsSetting(Variable variable) =>
        variable.Name.StartsWith(ConfigurationKeys.Section + Delimiter, StringComparison.OrdinalIgnoreCase)
        || variable.Name.StartsWith(ConfigurationKeys.ConnectionStrings + Delimiter, StringComparison.OrdinalIgnoreCase);
}
