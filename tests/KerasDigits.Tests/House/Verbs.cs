namespace KerasDigits.Tests.House;

/// <summary>The verbs that methods of the tree begin with, conditions ("Is", "Has", "Fits") among them.</summary>
internal static class Verbs
{
    public const string All = """
        Abort Accepts Activate Add Agree Align Allow Announce Answer Append Apply Are Ask Asks Assemble Assign Attend
        Augment Average Await Beat Begin Begins Bind Binds Bracket Breaks Brighten Broadcast Build Cache Call Calls Cap
        Cast Change Changes Check Choose Chooses Clamp Clear Clip Clone Close Collect Combine Compact Compare Compile
        Compose Compress Compute Concatenate Conflicts Conform Connect Contains Convert Converts Convolve Copy Correct
        Count Counts Create Cross Crosses Cut Decode Dedent Define Demand Depend Dequeue Derives Desaturate Describe
        Deserialize Detect Divide Do Dot Draw Drop Drops Encode End Ends Ensure Enter Enumerate Escape Evaluate Exchange
        Exists Exits Expand Expect Explain Export Extend Extract Extrapolate Fail Fetch Fill Find Finish Fit Fits Fix
        Flatten Flip Flush Fold Follow Follows For Forget Format Gather Get Gives Goes Group Grow Grows Guess Gunzip
        Halve Hang Has Hash Hear Hide Hold Holds Indent Index Insert Install Interpolate Interrupts Invert Invoke Is
        Join Judge Keep Keeps Knows Label Lay Learn Leave Lengthen Let Light Limit List Listen Lists Load Locate Log
        Look Loosen Lose Make Map Mark Mask Match Matches May Measure Meet Melt Mend Merge Minimize Mix Move Multiplies
        Multiply Must Name Narrow Need Needs Negate Normalize Note Number Open Order Orthogonalize Overlap Overrides
        Owns Pack Pad Paint Pair Parse Pass Passes Pause Peek Pick Pivot Place Plan Plans Plot Pool Pop Port Predeclare
        Predict Premultiply Prepare Print Project Promote Push Put Qualify Quantize Quote Rank Read Reads Realign Rebase
        Recall Recolor Recompile Record Recover Reduce Refill Refine Refresh Refuse Register Release Remember Remove
        Rename Renew Renormalize Reorder Repeat Replace Report Require Resample Rescale Reserve Reset Reshape Resize
        Resolve Restart Restore Resume Retry Reverse Round Route Run Runs Sample Save Say Says Scale Scan Scatter Score
        Seal Search Seed Select Serialize Serve Serves Set Settle Share Shares Shift Shorten Show Shrink Shuffle Sign
        Silence Skip Slice Snap Solve Sort Spans Spell Spin Split Spread Stack Standardize Start Stays Step Stop Stops
        Store Stretch Strip Stroke Subtract Sum Swap Sweep Take Takes Tell Test Tidy Tie Tilt Trace Train Transform
        Translate Transpose Trim Try Turn Uncover Unescape Unfilter Unfold Union Unite Unmask Unpack Unpremultiply
        Unquote Unsample Unscale Unstack Update Use Uses Validate Verify Visit Wait Walk Wants Warn Warp Watch
        Weigh Widen Work Wrap Write Writes Yield Yields Zero
        """;
}
