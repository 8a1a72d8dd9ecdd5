using Ferry.Databases;

namespace Ferry;

/// <summary>The engines that this process knows: one visible list, no scanning.</summary>
/// <param name="providers">One provider an engine family.</param>
public sealed class ProviderRegistry(params IReadOnlyList<IDatabaseProvider> providers)
{
    /// <summary>All providers, in the order given.</summary>
    public IReadOnlyList<IDatabaseProvider> All { get; } = providers;

    /// <summary>Finds the provider of an engine family.</summary>
    /// <param name="engine">The family's name, as in <see cref="DatabaseTarget.Engine"/>.</param>
    /// <returns>The provider.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unsupported"/> when this Ferry has none of that name.</exception>
    public IDatabaseProvider For(string engine) =>
        All.FirstOrDefault(provider => string.Equals(provider.Engine, engine, StringComparison.OrdinalIgnoreCase))
        ?? throw new FerryException(
            FailureKind.Unsupported, "engine.unknown", $"This Ferry has no engine named '{engine}'.",
            $"It knows {string.Join(", ", All.Select(provider => provider.Engine))}.",
            "Check the Engine setting, or update Ferry.");
}
