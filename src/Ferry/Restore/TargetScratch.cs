using System.Security.Cryptography;
using System.Text;
using Ferry.Databases;
using Ferry.Loading;

namespace Ferry.Restore;

/// <summary>The scratch database of a target: one name a target, so that a killed restore's is found and dropped by the next one, and so that its lock is the target's.</summary>
internal static class TargetScratch
{
    public static string Of(DatabaseTarget target) =>
        ScratchName.For(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.Name)))[..16]);
}
