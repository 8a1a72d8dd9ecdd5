using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Ferry.Environments;

namespace Ferry.Tests.Environments;

public sealed class ConfigurationSchemaTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(ConfigurationSchema.ReadText()).RootElement;
    private static readonly JsonElement Definitions = Root.GetProperty("$defs");

    public static TheoryData<Type> OptionsTypes => [.. Reachable(typeof(FerryOptions), [])];

    [Theory]
    [MemberData(nameof(OptionsTypes))]
    public void Schema_and_options_type_have_the_same_settings(Type type)
    {
        ObjectOf(type).GetProperty("properties").EnumerateObject().Select(property => property.Name)
            .ShouldBe(type.GetProperties().Select(property => property.Name));
        ObjectOf(type).GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(OptionsTypes))]
    public void Schema_and_options_type_agree_on_types_limits_and_defaults(Type type)
    {
        var initial = Activator.CreateInstance(type);

        foreach (var property in type.GetProperties())
        {
            var schema = ObjectOf(type).GetProperty("properties").GetProperty(property.Name);
            ShouldFit(schema, property, property.GetValue(initial));
        }
    }

    [Theory]
    [MemberData(nameof(OptionsTypes))]
    public void Schema_and_options_type_agree_on_what_is_required(Type type)
    {
        var required = ObjectOf(type).TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];

        required.ShouldBe(type.GetProperties().Where(property => property.IsDefined(typeof(RequiredAttribute))).Select(property => property.Name));
    }

    [Fact]
    public void Every_definition_of_the_schema_belongs_to_a_type()
    {
        string[] others = [nameof(IdentityRule), "TlsMode", "MaskKind", nameof(PreferredSide), nameof(NewIds), nameof(CollapsedValue), nameof(MisfitRule), nameof(Caution)];

        Definitions.EnumerateObject().Select(definition => definition.Name).Except(others)
            .ShouldBe(Reachable(typeof(FerryOptions), []).Select(type => type.Name), ignoreOrder: true);
    }

    [Fact]
    public void The_schema_knows_every_name_of_an_engine() =>
        Words(ObjectOf(typeof(DatabaseOptions)).GetProperty("properties").GetProperty("Engine")).ShouldBe(EngineNames.Families.Keys, ignoreOrder: true);

    [Theory]
    [InlineData("""{ "Backup": { "Workers": 2, "ChunkSize": "8 MiB", "LockTimeout": "00:00:30", "AllowOmissions": true } }""", true)]
    [InlineData("""{ "Backup": { "Workers": 0 } }""", false)]
    [InlineData("""{ "Backup": { "Workers": "2" } }""", false)]
    [InlineData("""{ "Backup": { "Workers": 2.5 } }""", false)]
    [InlineData("""{ "Backup": { "LockTimeout": "30" } }""", false)]
    [InlineData("""{ "Backup": { "LockTimeout": "soon" } }""", false)]
    [InlineData("""{ "Backup": { "ChunkSize": "64MeB" } }""", false)]
    [InlineData("""{ "Backup": [] }""", false)]
    [InlineData("""{ "Backup": "fast" }""", false)]
    [InlineData("""{ "Backups": {} }""", false)]
    [InlineData("""{ "Environments": { "local": {} } }""", true)]
    [InlineData("""{ "Environments": { "lo/cal": {} } }""", false)]
    [InlineData("""{ "Environments": ["local"] }""", false)]
    [InlineData("""{ "Environments": { "local": { "Protected": "yes" } } }""", false)]
    [InlineData("""{ "Environments": { "local": { "Databases": { "main": "sqlite:a.db" } } } }""", true)]
    [InlineData("""{ "Environments": { "local": { "Databases": { "main": 5 } } } }""", false)]
    [InlineData("""{ "Environments": { "local": { "Databases": { "main": { "Url": "sqlite:a.db", "Tls": "verify-full" } } } } }""", true)]
    [InlineData("""{ "Environments": { "local": { "Databases": { "main": { "Url": "sqlite:a.db", "Tls": "strict" } } } } }""", false)]
    [InlineData("""{ "Environments": { "local": { "Databases": { "main": { "Url": "sqlite:a.db", "Tls": { "Mode": "none" } } } } } }""", true)]
    [InlineData("""{ "Environments": { "local": { "Ssh": { "Port": 22 } } } }""", false)]
    [InlineData("""{ "Environments": { "local": { "Ssh": { "Host": "a", "Port": 65536 } } } }""", false)]
    [InlineData("""{ "Environments": { "local": { "Ssh": { "Host": "a", "Keys": "id_ed25519" } } } }""", false)]
    [InlineData("""{ "Environments": { "local": { "Ssh": "deploy@db.example.com" } } }""", true)]
    [InlineData("""{ "Environments": { "local": { "Ssh": { "Host": "a", "Jump": ["bastion", { "Host": "b", "Port": 2222 }] } } } }""", true)]
    [InlineData("""{ "Environments": { "local": { "Ssh": { "Host": "a", "Jump": "bastion" } } } }""", false)]
    [InlineData("""{ "Environments": { "local": { "Ssh": { "Host": "a", "Jump": [{ "Port": 22 }] } } } }""", false)]
    [InlineData("""{ "Environments": { "local": { "Ssh": { "Host": "a", "Jump": [{ "Host": "b", "KeepAlive": "1s" }] } } } }""", false)]
    [InlineData("""{ "Destinations": { "a": {} } }""", false)]
    [InlineData("""{ "Destinations": { "a": "b" } }""", true)]
    [InlineData("""{ "Tables": { "Exclude": ["a*", 5] } }""", false)]
    [InlineData("""{ "Sync": { "Identity": { "users": ["email"], "orders": "primary-key", "log": "none" } } }""", true)]
    [InlineData("""{ "Sync": { "Identity": { "users": "email" } } }""", false)]
    [InlineData("""{ "Sync": { "Identity": { "users": [] } } }""", false)]
    [InlineData("""{ "Sync": { "Identity": { "users": {} } } }""", false)]
    [InlineData("""{ "Sync": { "Mask": { "users.email": "email", "users.*": { "Kind": "redact", "Keep": 1 } } } }""", true)]
    [InlineData("""{ "Sync": { "Mask": { "users.email": "emali" } } }""", false)]
    [InlineData("""{ "Sync": { "Mask": { "email": "email" } } }""", false)]
    [InlineData("""{ "Sync": { "Mask": { "users.email": { "Domain": "keep" } } } }""", false)]
    [InlineData("""{ "Sync": { "Mask": { "users.email": ["email"] } } }""", false)]
    [InlineData("""{ "Sync": { "Identity": { "users": [["lower(email)"], ["first", "last"], "nick"] } } }""", true)]
    [InlineData("""{ "Sync": { "Identity": { "users": [[]] } } }""", false)]
    [InlineData("""{ "Sync": { "Where": { "orders": "id > 5" } } }""", true)]
    [InlineData("""{ "Sync": { "Where": { "orders": 5 } } }""", false)]
    [InlineData("""{ "Sync": { "Tables": { "Exclude": ["a*"] } } }""", true)]
    [InlineData("""{ "Sync": { "References": { "posts.author_id": "users" } } }""", true)]
    [InlineData("""{ "Sync": { "References": { "a.b": { "Type": "t", "Tables": { "App\\Movie": "movies" } } } } }""", true)]
    [InlineData("""{ "Sync": { "References": { "a.b": { "Typ": "t" } } } }""", false)]
    [InlineData("""{ "Sync": { "Policies": { "movies": { "*": "source", "a": { "Recompute": "1" } } } } }""", true)]
    [InlineData("""{ "Sync": { "Policies": { "movies": "source" } } }""", false)]
    [InlineData("""{ "Sync": { "Prefer": "newer" } }""", true)]
    [InlineData("""{ "Sync": { "Prefer": "mine" } }""", false)]
    [InlineData("""{ "Sync": { "Missing": { "comments": "skip" }, "Ids": { "*": "keep-if-free" } } }""", true)]
    [InlineData("""{ "Sync": { "Missing": { "comments": "placeholder", "posts.author_id": "use(1)", "*": "null" } } }""", true)]
    [InlineData("""{ "Sync": { "Missing": { "comments": "drop" } } }""", false)]
    [InlineData("""{ "Sync": { "Missing": { "comments": "use()" } } }""", false)]
    [InlineData("""{ "Sync": { "Collapse": { "a": "latest(b)", "c": { "Columns": { "d": "sum" } } } } }""", true)]
    [InlineData("""{ "Sync": { "Collapse": { "c": { "Columns": { "d": "average" } } } } }""", false)]
    [InlineData("""{ "Sync": { "Exempt": { "users": "id = 1", "teams": { "Columns": ["name"] } } } }""", true)]
    [InlineData("""{ "Sync": { "KeepRuns": 0 } }""", false)]
    [InlineData("""{ "Sync": { "Misfits": { "*": { "*": "truncate" }, "a": { "b": { "Members": { "old": "new" }, "Rule": "null" }, "c": "skip" } } } }""", true)]
    [InlineData("""{ "Sync": { "Misfits": { "a": "skip" } } }""", false)]
    [InlineData("""{ "Sync": { "Misfits": { "a": { "b": "cut" } } } }""", false)]
    [InlineData("""{ "Sync": { "NewColumns": "halt", "OlderSource": "warn", "SnapshotLimit": "2h" } }""", true)]
    [InlineData("""{ "Sync": { "NewColumns": "stop" } }""", false)]
    public void Schema_and_loader_accept_the_same(string section, bool accepted)
    {
        using var folder = new ConfigurationFolder().WithFerry(section);

        new JsonSchemaValidator(Root).Accepts(JsonDocument.Parse($"{{ \"Ferry\": {section} }}").RootElement).ShouldBe(accepted, "schema");
        (Record.Exception(() => folder.Load()) is null).ShouldBe(accepted, "loader");
    }

    private static void ShouldFit(JsonElement schema, PropertyInfo property, object? initial)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (IsOptions(type) || type.IsEnum)
        {
            schema.GetProperty("$ref").GetString().ShouldBe($"#/$defs/{type.Name}", property.Name);
        }
        else if (IsListOfOptions(type))
        {
            schema.GetProperty("type").GetString().ShouldBe("array", property.Name);
            schema.GetProperty("items").GetProperty("$ref").GetString().ShouldBe($"#/$defs/{type.GetGenericArguments()[0].Name}", property.Name);
        }
        else if (IsDictionary(type))
        {
            ShouldFitEntries(schema, type, property.Name);
        }
        else
        {
            schema.GetProperty("type").GetString().ShouldBe(JsonTypeOf(type), property.Name);
            (schema.TryGetProperty("default", out var standard) ? standard.ToString() : null)
                .ShouldBe(initial is null or IReadOnlyList<string> ? null : initial is bool flag ? flag.ToString() : SettingConverter.Format(initial), property.Name);
        }

        if (type.IsEnum)
        {
            Words(Definitions.GetProperty(type.Name)).ShouldBe(Enum.GetValues(type).Cast<Enum>().Select(SettingConverter.Words));
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            (schema.GetProperty("minimum").GetInt32(), schema.GetProperty("maximum").GetInt32()).ShouldBe(((int)range.Minimum, (int)range.Maximum), property.Name);
        }
    }

    private static void ShouldFitEntries(JsonElement schema, Type type, string name)
    {
        var (entry, entryType) = (schema.GetProperty("additionalProperties"), type.GetGenericArguments()[1]);
        if (IsDictionary(entryType))
        {
            ShouldFitEntries(entry, entryType, name);
        }
        else if (entryType == typeof(string))
        {
            entry.GetProperty("type").GetString().ShouldBe("string", name);
        }
        else
        {
            entry.GetProperty("$ref").GetString().ShouldBe($"#/$defs/{entryType.Name}", name);
        }

        if (entryType.IsEnum)
        {
            Words(Definitions.GetProperty(entryType.Name)).ShouldBe(Enum.GetValues(entryType).Cast<Enum>().Select(SettingConverter.Words), name);
        }
    }

    private static JsonElement ObjectOf(Type type)
    {
        var definition = Definitions.GetProperty(type.Name);
        if (!type.IsDefined(typeof(ShorthandAttribute)))
        {
            return definition;
        }

        definition.GetProperty("anyOf").GetArrayLength().ShouldBe(2);
        return definition.GetProperty("anyOf")[1];
    }

    private static IEnumerable<Type> Reachable(Type type, HashSet<Type> seen) => !seen.Add(type) ? [] :
        type.GetProperties().Select(property => EntryOf(property.PropertyType))
            .Where(IsOptions).SelectMany(inner => Reachable(inner, seen)).Prepend(type);

    private static Type EntryOf(Type type) => IsDictionary(type) || IsListOfOptions(type) ? EntryOf(type.GetGenericArguments()[^1]) : type;

    private static bool IsOptions(Type type) => type.IsClass && type.Name.EndsWith("Options", StringComparison.Ordinal);

    private static bool IsListOfOptions(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && IsOptions(type.GetGenericArguments()[0]);

    private static bool IsDictionary(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);

    private static string JsonTypeOf(Type type) =>
        type == typeof(int) ? "integer" : type == typeof(bool) ? "boolean" : type == typeof(IReadOnlyList<string>) ? "array" : "string";

    private static IEnumerable<string> Words(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);
}
