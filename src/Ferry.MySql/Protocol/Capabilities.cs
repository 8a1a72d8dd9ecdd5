namespace Ferry.MySql.Protocol;

/// <summary>Client and server capability flags (CLIENT_* in the servers' mysql_com.h); only those this client speaks.</summary>
[Flags]
internal enum Capabilities : uint
{
    None = 0,
    LongPassword = 0x1,
    LongFlag = 0x4,
    ConnectWithDatabase = 0x8,
    Protocol41 = 0x200,
    Tls = 0x800,
    Transactions = 0x2000,
    SecureConnection = 0x8000,
    PluginAuthentication = 0x8_0000,
    ConnectionAttributes = 0x10_0000,
    LengthEncodedAuthentication = 0x20_0000,
    DeprecateEof = 0x100_0000,
}
