// Made by `npm run api` from openapi.json; never edited by hand.

export interface paths {
    "/api/v1/assets/{mapping}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw what was said about a name. What only that name reported goes on under the name itself. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    mapping: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Colleagues a due item can be given to. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Named"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bootstrap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the first administrator with the one-time code of `yunjian admin bootstrap`. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Bootstrap"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar-feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's calendars. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Feed"];
                    };
                };
            };
        };
        put?: never;
        /** Make a calendar to subscribe to; its address is shown this once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewFeed"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FeedMade"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar-feeds/{feed}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a calendar: its address opens nothing from now on. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    feed: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A calendar (RFC 5545) by its secret address. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    secret: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/calendar": unknown;
                    };
                };
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All obligations. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Catalogue"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue/obligations/{obligation}/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tables an obligation wants, to be filled in. */
        get: {
            parameters: {
                query?: {
                    /** @description `zh` (as is) or `en`. */
                    lang?: string;
                    /** @description `xlsx` (as is), `json` (JSON Schema) or `html` (to print). */
                    format?: string;
                };
                header?: never;
                path: {
                    obligation: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue/{obligation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One obligation in full, with the JSON Schema of its form. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    obligation: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Obligation"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue/{obligation}/needs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be checked about files for an obligation before any of them is sent. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    obligation: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Needs"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People of the caller's organisation who review: whom work can be given to. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Named"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contents/{digest}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Erase a name or free text; the act stays, its text is gone for good. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    digest: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deputies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who stands in for whom in the caller's organisation, newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Deputy"];
                    };
                };
            };
        };
        put?: never;
        /** Name a deputy for a time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewDeputy"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deputies/{deputyship}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a deputyship before its time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deputyship: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deviations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deviation requests of the platforms the caller may see, newest first. */
        get: {
            parameters: {
                query?: {
                    platform?: string;
                    /** @description `requested`, `returned`, `endorsed`, `granted`, `expired`, `refused`, `withdrawn` or `revoked`. */
                    state?: string;
                    kind?: string;
                    /** @description Only those an import of history claims. */
                    claimed?: boolean;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_DeviationRow"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deviations/{deviation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request with the findings it speaks of now. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviation: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Deviation"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deviations/{deviation}/files/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file that proves a request. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviation: string;
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deviations/{deviation}/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Grant a request, as asked or for a shorter time; a severity that asks for two people is endorsed by the first. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["GrantDeviation"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deviations/{deviation}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a request. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deviations/{deviation}/resubmit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask again, after it was returned. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ResubmitDeviation"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deviations/{deviation}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a request back, to be asked for again. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deviations/{deviation}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a granted deviation back before its date. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deviations/{deviation}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything recorded about a deviation request, oldest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Rows, 1 to 200; 50 when not given. */
                    limit?: number;
                    /** @description The `next` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    deviation: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TimelineEntry"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deviations/{deviation}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a request or a granted deviation up. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Drafts of the caller's organisation, last changed first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Drafts"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/due-assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give due items to a colleague of the same organisation, or to nobody.
         * @description No act: how an organisation divides its own work binds nobody and concerns no other party.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AssignDues"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/due-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the due items of a filter spread: for each platform, class, month, standing or colleague, how many there are and
         *     how many wait, are overdue or were returned.
         */
        get: {
            parameters: {
                query: {
                    /** @description `platform`, `class`, `month`, `standing` or `assignee`. */
                    by: string;
                    platform?: string;
                    obligation?: string;
                    /** @description `open`, `submitted`, `not_admitted`, `returned`, `compliant`, `non_compliant` or `withdrawn`. */
                    standing?: string;
                    overdue?: boolean;
                    /** @description Only what asks the party for something. */
                    waiting?: boolean;
                    /** @description A control class, in the standard's Chinese. */
                    class?: string;
                    /** @description `provider` or `assessor`. */
                    party?: string;
                    /** @description First and last civil day on which it is due, in the zone of the default calendar. */
                    due_from?: string;
                    due_to?: string;
                    /** @description A colleague's id, `me` or `nobody`. */
                    assignee?: string;
                    /** @description `requested`, `granted` or `refused`. */
                    extension?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DueGroups"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Due items, soonest due first. */
        get: {
            parameters: {
                query?: {
                    platform?: string;
                    obligation?: string;
                    /** @description `open`, `submitted`, `not_admitted`, `returned`, `compliant`, `non_compliant` or `withdrawn`. */
                    standing?: string;
                    overdue?: boolean;
                    /** @description Only what asks the party for something. */
                    waiting?: boolean;
                    /** @description A control class, in the standard's Chinese. */
                    class?: string;
                    /** @description `provider` or `assessor`. */
                    party?: string;
                    /** @description First and last civil day on which it is due, in the zone of the default calendar. */
                    due_from?: string;
                    due_to?: string;
                    /** @description A colleague's id, `me` or `nobody`. */
                    assignee?: string;
                    /** @description `requested`, `granted` or `refused`. */
                    extension?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_DueRow"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dues/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give many due items more time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ExtendMany"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Many"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dues/{due}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One due item with its submissions. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    due: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Due"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dues/{due}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for more time for a due item, within what `catalogue/workflow.toml` allows. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    due: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AskExtension"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dues/{due}/extension/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a request for more time for a due item. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    due: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AnswerExtension"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dues/{due}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back a due item that was opened by mistake; only while nothing was handed in for it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    due: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escalations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Escalations of the platforms the caller may see. */
        get: {
            parameters: {
                query?: {
                    platform?: string;
                    /** @description `proposed`, `endorsed`, `intended`, `confirmed`, `dismissed` or `closed`. */
                    state?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Escalation"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escalations/{escalation}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the provider's statement on an intended measure. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    escalation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escalations/{escalation}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a confirmed case. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    escalation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escalations/{escalation}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a proposal, at its level or another, with the reason; where the level asks for two people, the first
         *     endorses it and the second confirms it. Where it asks for a hearing, only what was told and heard is confirmed, and its
         *     decision is issued in the same breath.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    escalation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Confirm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Measured"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escalations/{escalation}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide that no measure is needed, with the reason; keeping watch is a decision too. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    escalation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escalations/{escalation}/intend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell the provider which state of supervision is meant; the time for its statement runs from service of the notice. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    escalation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Confirm"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Measured"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escalations/{escalation}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** State the provider's view of an intended measure, or waive it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    escalation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exploited": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lists there were, newest first; the first one is in force. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExploitedLists"];
                    };
                };
            };
        };
        put?: never;
        /** Bring a list: the public catalogue's JSON or CSV, or a plain list of ids with dates. The newest list counts. */
        post: {
            parameters: {
                query?: {
                    /** @description Where the file states none: what the list calls itself. */
                    title?: string;
                    /** @description Where the file states none: its version. */
                    version?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/octet-stream": unknown;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExploitedListed"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/known": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where files were handed in before, by their digests alone: nothing has to be sent to find out. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AskKnown"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Known"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fleet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The map of the fleet: platforms by control classes. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Fleet"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fleet/cell": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What stands behind one cell: due items, submissions, failing rules. */
        get: {
            parameters: {
                query: {
                    platform: string;
                    /** @description Chapter of the control catalogue, for instance `12`. */
                    class: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CellReasons"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fleet/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The providers side by side, over a year. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Providers"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fleet/trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Month by month: what was due, in time, found compliant; rectifications ordered and closed. */
        get: {
            parameters: {
                query?: {
                    /** @description How many months, 1 to 36; 12 when not given. */
                    months?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Trend"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fleet/workload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The supervisor's own work: what waits, for how long, and how punctual the verdicts are. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Workload"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fleet/worse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What got worse since a moment: verdicts, missed terms, escalations, grave findings, authorisations ended. */
        get: {
            parameters: {
                query?: {
                    /** @description A moment; the beginning of yesterday when not given. */
                    since?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Worse"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller should see first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Home"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest signed checkpoint. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Checkpoint"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The path that shows that one tree continues another. */
        get: {
            parameters: {
                query: {
                    old: number;
                    new: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Consistency"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's messages, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description A kind of the list of preferences. */
                    kind?: string;
                    /** @description Only what was not read. */
                    unread?: boolean;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Message"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller is told of. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Preferences"];
                    };
                };
            };
        };
        put?: never;
        /** Be told of a kind of thing, or no longer. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SetPreference"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark messages as read. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MarkRead"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Marked"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many messages the caller has not read. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Unread"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of notices, newest first. Whoever is served sees what was issued to it. */
        get: {
            parameters: {
                query?: {
                    platform?: string;
                    submission?: string;
                    /** @description `drafted`, `checked`, `issued`, `served` or `void`. */
                    state?: string;
                    /** @description `intended`, `result`, `adverse_result` or `rectification`. */
                    kind?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_NoticeRow"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{notice}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One notice as it is printed. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    notice: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Notice"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{notice}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a drafted notice. Where the kind asks for it, by another person than the one who drafted it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    notice: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{notice}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue a checked notice (or check and issue it in one): the verdict is given, the rectification ordered. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    notice: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Issued"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{notice}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Acknowledge receipt of a notice. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    notice: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{notice}/send-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a drafted notice back to its author, with the reason. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    notice: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{notice}/service": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that a notice was served on paper, with the proof of it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    notice: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Organisations the caller may see: its own, those it entered, those it shares a platform with. */
        get: {
            parameters: {
                query?: {
                    /** @description Rows, 1 to 200; 50 when not given. */
                    limit?: number;
                    /** @description The `next` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Organisation"];
                    };
                };
            };
        };
        put?: never;
        /** Enter an organisation. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewOrganisation"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{organisation}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Erase an organisation's name. What it did stays on record, under an id without a name. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    organisation: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Platforms the caller may see, with how they stand. */
        get: {
            parameters: {
                query?: {
                    /** @description Rows, 1 to 200; 50 when not given. */
                    limit?: number;
                    /** @description The `next` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_PlatformRow"];
                    };
                };
            };
        };
        put?: never;
        /** Register a platform under the registering supervisor's mandate. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPlatform"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One platform in full. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Platform"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names that findings and scans use and the inventory does not know, and what was said about others. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Assets"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/assets/disown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a name stands for nothing of this platform's. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DisownAsset"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/assets/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a name stands for a component of the inventory, from now on and for what was seen before. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MapAsset"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/authorisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record the result of an authorisation. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewAuthorisation"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/components": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Components of the inventory, past ones too. */
        get: {
            parameters: {
                query?: {
                    /** @description Rows, 1 to 200; 50 when not given. */
                    limit?: number;
                    /** @description The `next` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Component"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/components/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Components of a platform as a table. */
        get: {
            parameters: {
                query?: {
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/deviations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask that findings of a platform be treated otherwise, with reason, proof and an end. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewDeviation"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/deviations/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Grant several requests of one platform in one go, as they were asked: all of them, or none. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["GrantDeviations"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GrantedDeviations"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/deviations/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each kind allows today, on a platform. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeviationKinds"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/dues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a deliverable outside the calendar. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RequestDue"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record an event that makes obligations due (5.2.5.1 h): a major incident, an implemented significant change. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPlatformEvent"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Findings: known exploited ones first, then the worst. */
        get: {
            parameters: {
                query?: {
                    /** @description `new`, `persistent`, `reappeared`, `fixed` or `not_scanned`. */
                    status?: string;
                    /** @description `critical`, `high`, `medium`, `low`, `info` or `unknown`. */
                    severity?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Finding"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/findings/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Findings of a platform as a table. */
        get: {
            parameters: {
                query?: {
                    /** @description `new`, `persistent`, `reappeared`, `fixed` or `not_scanned`. */
                    status?: string;
                    /** @description `critical`, `high`, `medium`, `low`, `info` or `unknown`. */
                    severity?: string;
                    limit?: number;
                    cursor?: string;
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/findings/trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How findings stand by severity, how old they are, how long repairs took, and the months behind. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FindingTrend"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Registers a provider brought. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HistoryImports"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Bring a register: a FedRAMP POA&M workbook, or a table of findings with our headings. A dry run says what would happen. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ImportHistory"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HistoryImported"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/mandates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a further mandate: a renewal, or another supervisor of the same platform. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewMandate"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Attach a customer or an assessor to a platform. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewParty"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/parties/{organisation}/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Detach a customer or an assessor. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                    organisation: string;
                    role: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan in force, with its history. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Plan"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Adopt a plan: the catalogue's obligations and, unless declined, its suggested values. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdoptPlan"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/plan/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The supervision plan of a platform as two tables: terms and parameters. */
        get: {
            parameters: {
                query?: {
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Change terms of a platform's plan by its two tables. */
        post: {
            parameters: {
                query?: {
                    /** @description True: say what would happen, and do nothing. */
                    dry_run?: boolean;
                };
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Import"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/plan/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change one agreed term, with the reason. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeTerm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one of inventory, scans and registers knows and the others do not, by the newest admitted submissions. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Reconciliation"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/renewal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The provider applies for the renewal of its newest authorisation. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RenewalApplication"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything recorded about a platform, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Rows, 1 to 200; 50 when not given. */
                    limit?: number;
                    /** @description The `next` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TimelineEntry"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms/{platform}/timeline/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done about a platform, newest first, as a table. */
        get: {
            parameters: {
                query?: {
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path: {
                    platform: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rectifications, nearest deadline first. */
        get: {
            parameters: {
                query?: {
                    platform?: string;
                    /** @description `ordered`, `planned`, `handed_in`, `under_re_review`, `returned` or `closed`. */
                    state?: string;
                    overdue?: boolean;
                    /** @description Only those with a milestone past its day. */
                    milestone_overdue?: boolean;
                    /** @description How the plan stands: `none`, `waiting`, `accepted` or `returned`. */
                    plan?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_RectificationRow"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give many rectifications more time, within what the deadline table allows; a request that waits is settled thereby. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ExtendMany"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Many"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{rectification}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rectification in full. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    rectification: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Rectification"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{rectification}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a rectification: new evidence, and every rule of the order passes on it, or a reason why not. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    rectification: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Close"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{rectification}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for more time, within what the deadline table allows. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    rectification: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AskExtension"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{rectification}/extension/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a request for more time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    rectification: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AnswerExtension"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{rectification}/hand-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand in the rectification: what was done, and the submission that proves it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    rectification: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HandIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{rectification}/milestones/{milestone}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report how far a step of the plan is. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    rectification: string;
                    milestone: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{rectification}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The provider's plan for putting things right. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    rectification: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SubmitPlan"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{rectification}/plan/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept the provider's plan. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    rectification: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{rectification}/plan/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Return the provider's plan to be revised. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    rectification: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{rectification}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a rectification back, with a new deadline. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    rectification: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReturnRectification"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{rectification}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a rectification for re-review. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    rectification: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{rectification}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything recorded about a rectification, oldest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Rows, 1 to 200; 50 when not given. */
                    limit?: number;
                    /** @description The `next` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    rectification: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TimelineEntry"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remind many of what is still open: due items, rectifications, notices that were not acknowledged. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RemindMany"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Many"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in; the session comes as a cookie. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Sign out. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server still waits for its first administrator. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Setup"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sheets/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The catalogue of obligations as a table. */
        get: {
            parameters: {
                query?: {
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sheets/deviations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deviation requests as a table. */
        get: {
            parameters: {
                query?: {
                    platform?: string;
                    /** @description `requested`, `returned`, `endorsed`, `granted`, `expired`, `refused`, `withdrawn` or `revoked`. */
                    state?: string;
                    kind?: string;
                    /** @description Only those an import of history claims. */
                    claimed?: boolean;
                    limit?: number;
                    cursor?: string;
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sheets/dues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Due items as a table, with the reviewer's comments in their rows. */
        get: {
            parameters: {
                query?: {
                    platform?: string;
                    obligation?: string;
                    /** @description `open`, `submitted`, `not_admitted`, `returned`, `compliant`, `non_compliant` or `withdrawn`. */
                    standing?: string;
                    overdue?: boolean;
                    /** @description Only what asks the party for something. */
                    waiting?: boolean;
                    /** @description A control class, in the standard's Chinese. */
                    class?: string;
                    /** @description `provider` or `assessor`. */
                    party?: string;
                    /** @description First and last civil day on which it is due, in the zone of the default calendar. */
                    due_from?: string;
                    due_to?: string;
                    /** @description A colleague's id, `me` or `nobody`. */
                    assignee?: string;
                    /** @description `requested`, `granted` or `refused`. */
                    extension?: string;
                    limit?: number;
                    cursor?: string;
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        /** Ask for deliverables outside the calendar by a table. */
        post: {
            parameters: {
                query?: {
                    /** @description True: say what would happen, and do nothing. */
                    dry_run?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Import"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sheets/escalations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Escalations as a table. */
        get: {
            parameters: {
                query?: {
                    platform?: string;
                    /** @description `proposed`, `endorsed`, `intended`, `confirmed`, `dismissed` or `closed`. */
                    state?: string;
                    limit?: number;
                    cursor?: string;
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sheets/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of notices as a table. */
        get: {
            parameters: {
                query?: {
                    platform?: string;
                    submission?: string;
                    /** @description `drafted`, `checked`, `issued`, `served` or `void`. */
                    state?: string;
                    /** @description `intended`, `result`, `adverse_result` or `rectification`. */
                    kind?: string;
                    limit?: number;
                    cursor?: string;
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sheets/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Organisations as a table. */
        get: {
            parameters: {
                query?: {
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        /** Enter organisations by a table. */
        post: {
            parameters: {
                query?: {
                    /** @description True: say what would happen, and do nothing. */
                    dry_run?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Import"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sheets/platforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Platforms as a table, with how they stand. */
        get: {
            parameters: {
                query?: {
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        /** Register platforms, and record authorisations, by a table. */
        post: {
            parameters: {
                query?: {
                    /** @description True: say what would happen, and do nothing. */
                    dry_run?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Import"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sheets/rectifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rectifications as a table, to be filled in and sent back. */
        get: {
            parameters: {
                query?: {
                    platform?: string;
                    /** @description `ordered`, `planned`, `handed_in`, `under_re_review`, `returned` or `closed`. */
                    state?: string;
                    overdue?: boolean;
                    /** @description Only those with a milestone past its day. */
                    milestone_overdue?: boolean;
                    /** @description How the plan stands: `none`, `waiting`, `accepted` or `returned`. */
                    plan?: string;
                    limit?: number;
                    cursor?: string;
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        /** Plans, extension requests and hand-ins of rectifications by the table that was filled in. */
        post: {
            parameters: {
                query?: {
                    /** @description True: say what would happen, and do nothing. */
                    dry_run?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Import"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sheets/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Submissions as a table; with `queue=1` the reviewer's queue. */
        get: {
            parameters: {
                query?: {
                    platform?: string;
                    state?: string;
                    due?: string;
                    obligation?: string;
                    /** @description 1: what waits for a reviewer, oldest first. Otherwise everything, newest first. */
                    queue?: number;
                    limit?: number;
                    cursor?: string;
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sheets/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People as a table. */
        get: {
            parameters: {
                query?: {
                    /** @description `zh` or `en`; Chinese when not given. */
                    lang?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Submissions; with `queue=1` what waits for a reviewer. */
        get: {
            parameters: {
                query?: {
                    platform?: string;
                    state?: string;
                    due?: string;
                    obligation?: string;
                    /** @description 1: what waits for a reviewer, oldest first. Otherwise everything, newest first. */
                    queue?: number;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_SubmissionRow"];
                    };
                };
            };
        };
        put?: never;
        /** Hand in the files of an upload for one or several due items. Answers with a receipt for each. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewSubmission"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Submitted"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm for many submissions what their rules propose, where that is favourable. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConfirmMany"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Many"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One submission with its reasons. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Submission"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/amend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Amend a wrong verdict in the provider's favour by a further act; the first one stays on record. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Amend"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the provider's statement. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/assessment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The assessment document: manifest of inputs and results, byte for byte as its digest says. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a review to a colleague, or take it from one: who transferred it stands on record. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Assign"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a favourable verdict; its notice is issued in the same breath. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Decide"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Decided"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down the adverse verdict, with or without an order, for a second person to check and issue. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Decided"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/drop-intention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an intention back: the review goes on as before it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/files/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One file as it was handed in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/files/{sha256}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the page draws: a picture (PNG, JPEG, GIF, WebP) under the media type its bytes begin with, a PDF as bytes for the page's own drawing.
         *     Nothing else is given out here.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/files/{sha256}/view": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of a file: rows of a table, lines of a text, values of JSON, members of an archive. */
        get: {
            parameters: {
                query?: {
                    /** @description Member of an archive. */
                    member?: string;
                    /** @description Sheet of a workbook, from 0. */
                    sheet?: number;
                    /** @description Number of the first item, from 0. */
                    from?: number;
                    /** @description Items of the page, at most 500. */
                    limit?: number;
                    /** @description JSON pointer of the value whose parts are wanted. */
                    pointer?: string;
                    /** @description A place as rules and readers state it: the page around it. */
                    place?: string;
                    /** @description 1: as lines of text, whatever it is. */
                    text?: number;
                };
                header?: never;
                path: {
                    submission: string;
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["View"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/intend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell the provider what is meant to be decided against it; the time for its statement runs from service. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Intend"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Decided"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who opened the files of a submission, newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Looks"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the reading of a submission's files has got. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Reading"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The receipt of a submission: a promise at first, with its proof about a second later. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReceiptState"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look at a decided submission again from the start; an adverse verdict then takes the whole procedure. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Return a submission to be supplemented by a date. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Return"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** State the provider's view of an intended decision, or waive it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a submission for review. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything recorded about a submission, oldest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Rows, 1 to 200; 50 when not given. */
                    limit?: number;
                    /** @description The `next` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TimelineEntry"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submission}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back a submission before a reviewer looks at it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    submission: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All templates: named documents, obligations, registers. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Template"][];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One template: `SSP`, `A-7.8-G-1/1`, `accounts`, as workbook, JSON Schema or page to print. */
        get: {
            parameters: {
                query?: {
                    /** @description `zh` (as is) or `en`. */
                    lang?: string;
                    /** @description `xlsx` (as is), `json` (JSON Schema) or `html` (to print). */
                    format?: string;
                };
                header?: never;
                path: {
                    template: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own API tokens. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Token"];
                    };
                };
            };
        };
        put?: never;
        /** Make an API token; the secret is shown this once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TokenMade"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take back an API token. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Uploads of the caller's that are open and hold files not handed in: where to go on. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Uploads"];
                    };
                };
            };
        };
        put?: never;
        /** Open an upload for due items of one platform. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OpenUpload"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Upload"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{upload}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was uploaded so far. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Upload"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{upload}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what each due item would still lack if the upload were handed in now. Nothing becomes part of the record. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewSubmission"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DryRun"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{upload}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The draft kept for an upload. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeptDraft"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Keep what was typed for an upload; its files are kept as long as the draft. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeepDraft"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeptDraft"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Throw a draft away; its files go when the upload expires. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{upload}/files/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send one file; the body is the file. A file of the same name replaces the earlier one. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UploadedFile"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Take a file out of an upload. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{upload}/take-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the files of an upload over for due items of another platform. Asked again for the same platform, the earlier
         *     take-over is replaced.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TakeOver"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Upload"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{upload}/tus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announce a file that will arrive in pieces (tus 1.0, creation). `Upload-Metadata` gives its `filename`, and a
         *     `fingerprint` by which the sender knows the same file again.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        /** What of the protocol is spoken here. */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{upload}/tus/{part}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** For networks that let only GET and POST through: the method stands in `X-HTTP-Method-Override` (tus 1.0). */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                    part: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/offset+octet-stream": string;
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Give up a file that is on its way (tus 1.0, termination). */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                    part: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                423: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        /** How much of a file has arrived (tus 1.0). */
        head: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                    part: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                423: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** Send the next piece of a file (tus 1.0). A piece with `Upload-Checksum` is kept whole or not at all. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    upload: string;
                    part: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/offset+octet-stream": string;
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                423: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                460: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People of the caller's organisation and of those it entered. */
        get: {
            parameters: {
                query?: {
                    /** @description Rows, 1 to 200; 50 when not given. */
                    limit?: number;
                    /** @description The `next` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_User"];
                    };
                };
            };
        };
        put?: never;
        /** Enter a person into an organisation, with a first password. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewUser"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take away a person's access; the record of what the person did stays. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    user: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Erase a disabled person's name and login. What the person did stays on record, under an id without a name. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    user: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AdoptPlan: {
            /** @description Take over the suggested defaults (marked 境外参考 or 判断). False: parameters stay open until agreed. */
            defaults: boolean;
            /** @description Obligations that apply; null: all that fit the platform's level. */
            obligations?: string[] | null;
        };
        Amend: {
            nonconformities?: components["schemas"]["NewNonconformity"][];
            reason: string;
            verdict: string;
        };
        Answer: {
            answer: string;
        };
        AnswerExtension: {
            grant: boolean;
            /** @description Needed to refuse. */
            reason?: string | null;
        };
        AskExtension: {
            reason: string;
            until: components["schemas"]["String"];
        };
        AskKnown: {
            /** @description SHA-256 of files, at most 100. */
            digests: string[];
        };
        AssetName: {
            /** @description Components that share the name, where it is ambiguous. */
            candidates: string[];
            component?: string | null;
            /** Format: int64 */
            findings: number;
            /** Format: int64 */
            findings_open: number;
            /** Format: int64 */
            known_exploited: number;
            last_seen?: components["schemas"]["String"] | null;
            last_submission?: string | null;
            /** @description What was said about it, by whom and why. */
            mapping?: string | null;
            name: string;
            reason?: string | null;
            said_at?: components["schemas"]["String"] | null;
            said_by?: components["schemas"]["Named"] | null;
            /**
             * Format: int64
             * @description Submissions whose scans looked at it.
             */
            scans: number;
            /** @description `unmatched`, `ambiguous`, `mapped` or `disowned`. */
            state: string;
            tool?: string | null;
        };
        Assets: {
            as_of: components["schemas"]["String"];
            /** @description The list goes on, but is not shown. */
            cut: boolean;
            /** @description Whether an inventory was ever admitted: without one nothing can match. */
            inventory: boolean;
            /** @description Names nobody has spoken of first, those with most open findings at the top. */
            items: components["schemas"]["AssetName"][];
        };
        Assign: {
            /** @description Who is to hold the review. */
            reviewer: string;
        };
        /** @description Give due items to a colleague. */
        AssignDues: {
            /** @description At most 500. */
            dues: string[];
            /** @description Null: to nobody. */
            user?: string | null;
        };
        /** @description Who looks after a due item, and who said so. */
        Assignment: {
            assignee: components["schemas"]["Named"];
            at: components["schemas"]["String"];
            by: components["schemas"]["Named"];
        };
        Authorisation: {
            conditions?: string | null;
            id: string;
            /** Format: int64 */
            remind_days: number;
            renewal_applied_at?: components["schemas"]["String"] | null;
            /** @description True from `remind_days` before the end, while no renewal was applied for. */
            renewal_due: boolean;
            result: string;
            valid_from: components["schemas"]["String"];
            valid_until: components["schemas"]["String"];
        };
        /** @description The first administrator, made once with the code `yunjian admin bootstrap` prints. */
        Bootstrap: {
            code: string;
            login: string;
            name: string;
            organisation: string;
            password: string;
        };
        /** @description The obligations of Appendix A, each as `yunjian catalogue ID --json` prints it. */
        Catalogue: {
            digest: string;
            obligations: components["schemas"]["ObligationRow"][];
            version: string;
        };
        /** @description One control class of one platform. */
        Cell: {
            /** Format: int64 */
            ahead: number;
            class: string;
            /** Format: int64 */
            compliant: number;
            /**
             * Format: int64
             * @description Obligations whose newest judged period was found non-compliant.
             */
            failing: number;
            /** Format: int64 */
            non_compliant: number;
            /** Format: int64 */
            overdue: number;
            /** Format: int64 */
            rectifications: number;
            /** Format: int64 */
            rectifications_overdue: number;
            /** Format: int64 */
            returned: number;
            /** Format: int64 */
            waiting: number;
            /**
             * @description Worst first: `rectification_overdue`, `non_compliant` (the newest judged period of an obligation), `overdue`,
             *     `returned`, `rectifying`, `waiting`, `compliant`, `ahead` (nothing judged yet), `none` (not in the plan).
             */
            worst: string;
        };
        CellReason: {
            due: components["schemas"]["DueRow"];
            failing: components["schemas"]["FailingRule"][];
            /** @description The submission that it stands by, with what was found wanting. */
            submission?: string | null;
            verdict?: string | null;
        };
        /** @description What stands behind a cell, worst first. */
        CellReasons: {
            as_of: components["schemas"]["String"];
            cell: components["schemas"]["Cell"];
            class: components["schemas"]["ControlClass"];
            platform: components["schemas"]["Named"];
            reasons: components["schemas"]["CellReason"][];
            rectifications: components["schemas"]["RectificationRow"][];
            /**
             * Format: int64
             * @description How many there are; the list holds the worst of them.
             */
            total: number;
        };
        /** @description Change one term. Give exactly one of `applies`, `frequency` (with `due_workdays`), `parameter` (with `value`). */
        ChangeTerm: {
            applies?: boolean | null;
            /** Format: int64 */
            due_workdays?: number | null;
            frequency?: string | null;
            /** @description True: effective at once; false: from the next period. */
            immediate?: boolean;
            obligation: string;
            parameter?: string | null;
            reason: string;
            value?: unknown;
        };
        Checkpoint: {
            /** @description The signed note. */
            note: string;
            /**
             * Format: int64
             * @description Acts recorded but not yet under a checkpoint.
             */
            pending: number;
            root: string;
            /** Format: int64 */
            size: number;
            vkey: string;
            /**
             * Format: int64
             * @description No independent witness signs this log yet; the page says so.
             */
            witnesses: number;
        };
        Close: {
            note: string;
            /** @description Close although a rule still fails; the note then is the reason. */
            override_checks?: boolean;
        };
        Compared: {
            label_en?: string | null;
            /** @description The same in words; null when the rule is no longer the one that was run. */
            label_zh?: string | null;
            /** @description As the rule has it. */
            name: string;
            value: unknown;
            /** @description The Chinese of a word of the vocabulary. */
            value_zh?: string | null;
        };
        Component: {
            boundary?: string | null;
            /** @description In the current inventory. */
            current: boolean;
            first_seen: components["schemas"]["String"];
            id: string;
            last_seen: components["schemas"]["String"];
            name?: string | null;
            owner?: string | null;
            type?: string | null;
            version?: string | null;
        };
        Confirm: {
            /** @description Null: the proposed level. */
            level?: string | null;
            reason: string;
        };
        /** @description Confirms what the rules propose, where that is favourable. There is no word for a verdict here: an adverse one is never given to many. */
        ConfirmMany: {
            ids: string[];
            reason: string;
        };
        Consistency: {
            /** Format: int64 */
            new: number;
            /** Format: int64 */
            old: number;
            path: string[];
        };
        /** @description What a page shows. */
        Content: {
            /** Format: int64 */
            columns: number;
            encoding?: string | null;
            /** @enum {string} */
            kind: "table";
            rows: components["schemas"]["ViewRow"][];
            /** Format: int64 */
            sheet: number;
            sheets: string[];
        } | {
            encoding: string;
            /** @enum {string} */
            kind: "text";
            lines: components["schemas"]["ViewLine"][];
        } | {
            entries: components["schemas"]["ViewEntry"][];
            /** @enum {string} */
            kind: "json";
            pointer: string;
            shape: string;
        } | {
            /** @enum {string} */
            kind: "document";
            paragraphs: components["schemas"]["ViewParagraph"][];
        } | {
            /** @enum {string} */
            kind: "archive";
            members: components["schemas"]["ViewMember"][];
        } | {
            /** @enum {string} */
            kind: "image";
            media: string;
        } | {
            /** @enum {string} */
            kind: "pdf";
            /** Format: int64 */
            page?: number | null;
        } | {
            /** @enum {string} */
            kind: "other";
        };
        ControlClass: {
            /** @description Chapter of the control catalogue, for instance `12`. */
            id: string;
            /** Format: int64 */
            obligations: number;
            title_en: string;
            title_zh: string;
        };
        /** @description A thing was made; its id, and the act that made it. */
        Created: {
            act: string;
            id: string;
        };
        /** @description A row of the deadline table. */
        DeadlineBasis: {
            en: string;
            id: string;
            source: string;
            /** @description How long the row gives: an ISO 8601 duration, or working days. Absent in notices issued before it was said. */
            term?: string | null;
            verified: string;
            /** Format: int32 */
            workdays?: number | null;
            zh: string;
        };
        /** @description The reviewer's favourable verdict. An adverse one is intended first. */
        Decide: {
            /** @description Remarks. */
            nonconformities?: components["schemas"]["NewNonconformity"][];
            reason?: string | null;
            /** @description `compliant` or `compliant_with_remarks`. */
            verdict: string;
        };
        /** @description A step of the decision was recorded, and the notice that goes with it. */
        Decided: {
            act: string;
            notice?: string | null;
        };
        DemoUser: {
            login: string;
            organisation: string;
            password: string;
            role: string;
        };
        Deputy: {
            /** @description Whether it holds now. */
            current: boolean;
            deputy: components["schemas"]["Named"];
            ended_at?: components["schemas"]["String"] | null;
            from: components["schemas"]["String"];
            id: string;
            principal: components["schemas"]["Named"];
            reason?: string | null;
            until: components["schemas"]["String"];
        };
        Deviation: components["schemas"]["DeviationRow"] & {
            evidence: components["schemas"]["DeviationFile"][];
            /** @description Findings it speaks of now, open or not, at most 200. */
            findings: components["schemas"]["DeviationFinding"][];
            /** Format: int64 */
            findings_total: number;
            /** @description Compensating measures. */
            measures?: string | null;
            rule: components["schemas"]["DeviationKind"];
            targets_named: components["schemas"]["DeviationTarget"][];
            vendor_contact?: components["schemas"]["String"] | null;
        };
        DeviationFile: {
            name?: string | null;
            sha256: string;
            /** Format: int64 */
            size: number;
        };
        DeviationFinding: {
            component?: string | null;
            id: string;
            known_exploited: boolean;
            /** @description `identity`, or `cve` when another tool reports the same CVE of the same component. */
            matched_by: string;
            severity: string;
            status: string;
            title?: string | null;
        };
        /** @description What a kind allows, as the catalogue says it. */
        DeviationKind: {
            applicability: string;
            contact_within?: string | null;
            en: string;
            evidence: boolean;
            id: string;
            known_exploited: boolean;
            /** @description The last day a decision made today may hold until. */
            latest: components["schemas"]["String"];
            /** @description The longest time it holds, ISO 8601. */
            max: string;
            measures: boolean;
            never: string[];
            second_person: string[];
            source: string;
            source_en: string;
            /** Format: int64 */
            steps: number;
            verified: string;
            zh: string;
        };
        DeviationKinds: {
            items: components["schemas"]["DeviationKind"][];
        };
        DeviationRow: {
            /** @description The severity in its place, for a risk adjustment. */
            adjusted?: string | null;
            /** @description The import of history that states it was granted elsewhere: nothing holds before the supervisor confirms it. */
            claimed?: string | null;
            decided_at?: components["schemas"]["String"] | null;
            decided_by?: components["schemas"]["Named"] | null;
            /** @description Why it was decided so. */
            decision?: string | null;
            endorsed_by?: components["schemas"]["Named"] | null;
            id: string;
            /** @description `false_positive`, `risk_adjustment`, `operational_requirement` or `vendor_dependency`. */
            kind: string;
            platform: components["schemas"]["Named"];
            reason?: string | null;
            renews?: string | null;
            requested_at: components["schemas"]["String"];
            requested_by?: components["schemas"]["Named"] | null;
            /** @description The gravest severity among the findings when it was asked. */
            severity: string;
            /**
             * @description `requested`, `returned`, `endorsed`, `granted`, `expired`, `refused`, `withdrawn` or `revoked`; `expired` is granted
             *     with its date passed.
             */
            state: string;
            /**
             * Format: int64
             * @description How many weaknesses it speaks of.
             */
            targets: number;
            /** @description First moment at which it no longer holds. */
            until: components["schemas"]["String"];
        };
        /** @description One weakness it speaks of. */
        DeviationTarget: {
            /** @description Null: every asset of the platform. */
            component?: string | null;
            cves: string[];
            /** @description Rule, package, port and place, as findings are told apart. */
            weakness: string;
        };
        /** @description What holds for one due item alone. */
        Difference: {
            covers_from?: components["schemas"]["String"] | null;
            covers_to?: components["schemas"]["String"] | null;
            due: string;
            /** @description Names of the upload's files that apply; null: all. */
            files?: string[] | null;
            /** @description Fields of the form that take the place of the common ones; null: the common form. */
            form?: unknown;
            remarks?: string | null;
        };
        DisownAsset: {
            name: string;
            reason: string;
        };
        /** @description A thing was done; the act that records it. */
        Done: {
            act: string;
        };
        /** @description The adverse verdict as a second person is to issue it. */
        Draft: {
            /** @description Ids of the told nonconformities that stand after the hearing. */
            nonconformities: string[];
            order?: components["schemas"]["Order"] | null;
            reason?: string | null;
            /** @description `partly_compliant` or `non_compliant`. */
            verdict: string;
        };
        DraftedVerdict: {
            deadline?: components["schemas"]["String"] | null;
            /** @description Ids of the nonconformities that stand. */
            nonconformities: string[];
            reason?: string | null;
            verdict: string;
        };
        Drafts: {
            as_of: components["schemas"]["String"];
            items: components["schemas"]["KeptDraft"][];
        };
        /** @description What a due item would still lack if the upload were handed in now; nothing is stored. */
        DryRun: {
            dues: components["schemas"]["DryRunDue"][];
        };
        DryRunDue: {
            /** @description False when a file could not be read. */
            admissible: boolean;
            due: string;
            files: components["schemas"]["FileSummary"][];
            lacking: components["schemas"]["RuleResult"][];
            obligation: string;
            proposal: string;
            results: components["schemas"]["RuleResult"][];
        };
        Due: components["schemas"]["DueRow"] & {
            as_of: components["schemas"]["String"];
            assignment?: components["schemas"]["Assignment"] | null;
            /** @description Why it was given more time. */
            extended_reason?: string | null;
            /** @description Why more time was asked for, or refused. */
            extension_reason?: string | null;
            /** @description `calendar`, `request` or `event`. */
            origin: string;
            planned_due_at?: components["schemas"]["String"] | null;
            /** @description Why it was asked for, when not by the calendar. */
            reason?: string | null;
            reminders: components["schemas"]["Reminder"][];
            submissions: components["schemas"]["SubmissionRow"][];
        };
        DueGroup: {
            earliest?: components["schemas"]["String"] | null;
            /** @description What the items share: a platform's or person's id, a class, a month `YYYY-MM`, a standing; empty: nobody. */
            key: string;
            name_en?: string | null;
            /** @description For people; null where the key itself is a word, or where a name was erased. */
            name_zh?: string | null;
            /** Format: int64 */
            overdue: number;
            /**
             * Format: int64
             * @description Returned or not admitted.
             */
            returned: number;
            /** Format: int64 */
            total: number;
            /**
             * Format: int64
             * @description Of these, how many ask for something.
             */
            waiting: number;
        };
        /** @description How due items of a filter spread over platforms, classes, months, standings or colleagues. */
        DueGroups: {
            as_of: components["schemas"]["String"];
            items: components["schemas"]["DueGroup"][];
        };
        DueRow: {
            assignee?: components["schemas"]["Named"] | null;
            /** @description False: the working days of a year in question are not published yet (待核实). */
            calendar_verified: boolean;
            due_at: components["schemas"]["String"];
            end: components["schemas"]["String"];
            /** @description `none`, `requested`, `granted` or `refused`. */
            extension: string;
            extension_until?: components["schemas"]["String"] | null;
            frequency: string;
            id: string;
            /** @description Handed in after the due moment; counted apart from content. */
            late: boolean;
            obligation: string;
            /** @description Past its due moment with nothing admitted, or with a return whose date has passed. */
            overdue: boolean;
            /** @description `provider` or `assessor`. */
            party: string;
            period: string;
            platform: components["schemas"]["Named"];
            /** @description `open`, `submitted`, `not_admitted`, `returned`, `compliant`, `non_compliant`, `withdrawn`. */
            standing: string;
            start: components["schemas"]["String"];
            submission?: string | null;
            title_en: string;
            /** @description Title of the obligation in both languages. */
            title_zh: string;
        };
        Escalation: {
            answer?: string | null;
            applicability: string;
            /** @description `nobody`, `reviewer`, `reviewer_and_second` or `head`: who decides on this level. */
            decided_by: string;
            endorsed_by?: components["schemas"]["Named"] | null;
            hear_until?: components["schemas"]["String"] | null;
            /** @description Whether it may be decided now. */
            heard: boolean;
            /** @description `untold`, `told`, `stated`, `answered` or `waived`. */
            hearing?: string | null;
            /** @description Whether this level is told as intended and the provider heard before it is decided. */
            hearing_needed: boolean;
            id: string;
            intended_at?: components["schemas"]["String"] | null;
            intended_by?: components["schemas"]["Named"] | null;
            intended_reason?: string | null;
            /** @description `S1` to `S4`. */
            level: string;
            /** @description The newest notice about it. */
            notice?: string | null;
            /** Format: int64 */
            observations: number;
            observed_at: components["schemas"]["String"];
            platform: components["schemas"]["Named"];
            proposed_at: components["schemas"]["String"];
            reason?: string | null;
            source: string;
            /** @description `proposed`, `endorsed`, `intended`, `confirmed`, `dismissed`, `closed`. */
            state: string;
            stated_at?: components["schemas"]["String"] | null;
            statement?: string | null;
            subject: string;
            title_en: string;
            title_zh: string;
            trigger: string;
            /** @description The compared values at the last observation. */
            values: unknown;
            verified: string;
        };
        Expiring: {
            /**
             * Format: int64
             * @description Days left; negative when it has ended.
             */
            days: number;
            platform: components["schemas"]["Named"];
            renewal_applied: boolean;
            valid_until: components["schemas"]["String"];
        };
        ExploitedList: {
            /** @description SHA-256 of the file it was read from. */
            digest: string;
            /** Format: int64 */
            entries: number;
            id: string;
            listed_at: components["schemas"]["String"];
            listed_by?: components["schemas"]["Named"] | null;
            title: string;
            version: string;
        };
        /** @description What became of a list that was sent. */
        ExploitedListed: {
            /** Format: int64 */
            entries: number;
            id?: string | null;
            /**
             * Format: int64
             * @description Lines that were no entry.
             */
            skipped: number;
            title: string;
            /** @description The file is the list in force already: nothing was done. */
            unchanged: boolean;
            version: string;
        };
        ExploitedLists: {
            as_of: components["schemas"]["String"];
            /** @description Newest first; the first one is in force. */
            items: components["schemas"]["ExploitedList"][];
        };
        ExtendMany: {
            ids: string[];
            reason: string;
            until: components["schemas"]["String"];
        };
        /** @description A row that fails a rule, and where it stands. */
        FailingRow: {
            /** @description Digest of the file. */
            file?: string | null;
            id?: string | null;
            place?: string | null;
            values: components["schemas"]["Compared"][];
        };
        /** @description A nonconformity a reviewer stated, or a rule that did not pass. */
        FailingRule: {
            rule: string;
            severity: string;
            text_en?: string | null;
            text_zh?: string | null;
        };
        /** @description One thing that is wrong, and where. */
        Fault: {
            message: string;
            message_zh?: string | null;
            /** @description File name, JSON pointer, line, row, or field. */
            place: string;
            /** @description The rule or limit that was broken. */
            rule: string;
        };
        Feed: {
            created_at: components["schemas"]["String"];
            id: string;
            label: string;
            language: string;
            last_used_at?: components["schemas"]["String"] | null;
        };
        /** @description A new calendar; its address is shown this once. */
        FeedMade: {
            id: string;
            /** @description Path on this server; whoever knows it reads the calendar. */
            path: string;
        };
        /** @description What the reader made of one file. */
        FileSummary: {
            /** @description Null until it was read. */
            format?: string | null;
            name?: string | null;
            sha256: string;
            /** Format: int64 */
            size: number;
            /** @description The reader's summary: `findings`, `distinct`, `by_severity`, `components`, `checks`, `errors` … */
            summary?: unknown;
        };
        Finding: {
            component?: string | null;
            cves: string[];
            deviation?: components["schemas"]["FindingDeviation"] | null;
            /** @description A person said that its asset is nothing of this platform's. */
            disowned: boolean;
            exploited_due?: components["schemas"]["String"] | null;
            file?: string | null;
            first_seen: components["schemas"]["String"];
            /** @description The submission or import of history that says when it was first seen. */
            first_seen_from?: string | null;
            fixed_at?: components["schemas"]["String"] | null;
            id: string;
            /** @description On the list of known exploited weaknesses in force, or said to be by the evidence itself. */
            known_exploited: boolean;
            last_seen: components["schemas"]["String"];
            location?: string | null;
            place?: string | null;
            planned_at?: components["schemas"]["String"] | null;
            rule_id?: string | null;
            severity: string;
            source_tool?: string | null;
            /** @description `new`, `persistent`, `reappeared`, `fixed` or `not_scanned`. */
            status: string;
            /** @description The submission that stated it last; null when an import of history did. */
            submission?: string | null;
            title?: string | null;
            verified_at?: components["schemas"]["String"] | null;
        };
        /** @description The decision that holds for a finding; the finding stays what it is. */
        FindingDeviation: {
            /** @description The severity it is treated with, for a risk adjustment. */
            adjusted?: string | null;
            id: string;
            kind: string;
            /** @description `identity`, or `cve` when another tool reports the same CVE of the same component. */
            matched_by: string;
            until: components["schemas"]["String"];
        };
        FindingMonth: {
            /** Format: int64 */
            critical: number;
            /** Format: int64 */
            first_seen: number;
            /** Format: int64 */
            high: number;
            /** Format: int64 */
            known_exploited: number;
            /** Format: int64 */
            low: number;
            /** Format: int64 */
            medium: number;
            /** @description `2026-09`, in the platform's zone. */
            month: string;
            /**
             * Format: int64
             * @description Open at its end, or now.
             */
            open: number;
            /** Format: int64 */
            unverified: number;
            /** Format: int64 */
            verified: number;
        };
        FindingTrend: {
            /** @description Upper bounds of the age buckets in days; the last bucket has none. They are the terms of the deadline table. */
            age_bounds: number[];
            as_of: components["schemas"]["String"];
            /**
             * Format: int64
             * @description Findings of assets somebody said are nothing of the platform's; in none of the other figures.
             */
            disowned: number;
            /** @description The list of known exploited weaknesses in force; null: none was ever listed. */
            exploited_list?: string | null;
            /** @description Oldest first; the last one runs still. */
            months: components["schemas"]["FindingMonth"][];
            /** @description Gravest first. */
            severities: components["schemas"]["SeverityStanding"][];
            /**
             * Format: int64
             * @description Names in scans that the inventory does not know.
             */
            unmatched_assets: number;
        };
        /** @description Platforms by control classes of the standard. */
        Fleet: {
            as_of: components["schemas"]["String"];
            classes: components["schemas"]["ControlClass"][];
            /** @description Authorisations that end soon or have ended, soonest first. */
            expiring: components["schemas"]["Expiring"][];
            /** @description Judged due items count when they were due since this moment. */
            judged_since: components["schemas"]["String"];
            platforms: components["schemas"]["FleetPlatform"][];
            totals: components["schemas"]["FleetTotals"];
        };
        FleetPlatform: {
            /** @description One per class, in the order of the classes. */
            cells: components["schemas"]["Cell"][];
            platform: components["schemas"]["Named"];
            provider: components["schemas"]["Named"];
            /** @description `S0` to `S4`. */
            state: string;
            /** @description The worst of its cells. */
            worst: string;
        };
        FleetTotals: {
            /**
             * Format: int64
             * @description Proposed or confirmed and not closed.
             */
            escalations: number;
            /** Format: int64 */
            expiring: number;
            /** Format: int64 */
            failing: number;
            /** Format: int64 */
            overdue: number;
            /** Format: int64 */
            platforms: number;
            /** Format: int64 */
            rectifications: number;
            /** Format: int64 */
            rectifications_overdue: number;
            /** Format: int64 */
            returned: number;
            /** Format: int64 */
            waiting: number;
        };
        /** @description One way to bring it. */
        FormatLook: {
            /** @description Columns of a table; empty: it is no table. */
            columns: components["schemas"]["LookColumn"][];
            /** @description `pdf`, `docx`, `xlsx`, `xml`, `json`, `csv`, `text`, `png`, `form` (the form on the page); null: only the server can tell. */
            family?: string | null;
            /** @description As the obligation names it. */
            format: string;
            /** @description One of these groups is there whole: root element of XML, keys of JSON, words of a text. */
            marks: string[][];
        };
        GrantDeviation: {
            /** @description Null: as asked. */
            adjusted?: string | null;
            reason: string;
            until?: components["schemas"]["String"] | null;
        };
        /** @description Several requests of one platform granted in one go: what was granted elsewhere before. */
        GrantDeviations: {
            deviations: string[];
            reason: string;
        };
        GrantedDeviations: {
            /** @description Those that wait for a second person now. */
            endorsed: string[];
            granted: string[];
        };
        HandIn: {
            statement: string;
            /** @description A submission of the same obligation made after the order. */
            submission: string;
        };
        HistoryClaim: {
            deviation?: string | null;
            /** Format: int64 */
            findings: number;
            kind: string;
            refused_en?: string | null;
            /** @description Why the kind cannot be asked for here; the findings are taken over all the same. */
            refused_zh?: string | null;
            severity: string;
        };
        HistoryImport: {
            /** Format: int64 */
            claims: number;
            /**
             * Format: int64
             * @description Findings whose first sighting it gave.
             */
            findings: number;
            format: string;
            id: string;
            imported_at: components["schemas"]["String"];
            imported_by?: components["schemas"]["Named"] | null;
            name?: string | null;
            sha256: string;
        };
        /** @description What an import would do, or has done. */
        HistoryImported: {
            /** @description Deviations the register says were granted elsewhere; requests here, for the supervisor to confirm. */
            claims: components["schemas"]["HistoryClaim"][];
            /**
             * Format: int64
             * @description Items the register itself calls closed: they are not taken over.
             */
            closed: number;
            dry_run: boolean;
            /**
             * Format: int64
             * @description Known ones that were first seen earlier than known here.
             */
            earlier: number;
            /**
             * Format: int64
             * @description Findings of the register that are open.
             */
            findings: number;
            format: string;
            id?: string | null;
            /**
             * Format: int64
             * @description What the reader could not understand.
             */
            parse_errors: number;
            /** Format: int64 */
            planned: number;
            /** @description Changed findings, at most 200. */
            rows: components["schemas"]["HistoryRow"][];
            /**
             * Format: int64
             * @description Known ones the register says nothing new of.
             */
            unchanged: number;
            /**
             * Format: int64
             * @description Of these, those no scan has shown here yet.
             */
            unknown: number;
        };
        HistoryImports: {
            items: components["schemas"]["HistoryImport"][];
        };
        HistoryRow: {
            component?: string | null;
            first_seen?: components["schemas"]["String"] | null;
            known_since?: components["schemas"]["String"] | null;
            /** @description `unknown` or `earlier`. */
            outcome: string;
            place?: string | null;
            title?: string | null;
        };
        /** @description The first page of everyone: what waits, what is late, what got worse. */
        Home: {
            as_of: components["schemas"]["String"];
            /** @description Due soonest or longest overdue first. */
            dues: components["schemas"]["DueRow"][];
            /** Format: int64 */
            escalations_open: number;
            /** Format: int64 */
            platforms: number;
            rectifications: components["schemas"]["RectificationRow"][];
            /** Format: int64 */
            renewals_due: number;
            /** @description Returned and not admitted, the nearest date first; for whoever hands in. */
            sent_back: components["schemas"]["DueRow"][];
            standing: components["schemas"]["Standing"];
            /** @description Oldest first. */
            waiting: components["schemas"]["SubmissionRow"][];
        };
        /** @description What a table would do, or has done. */
        Import: {
            /** Format: int64 */
            changed: number;
            /** Format: int64 */
            created: number;
            /** @description Whether the rows were carried out. False after a dry run, and when a row was refused: then no row was. */
            done: boolean;
            /** @description True: nothing was done, this only says what would be. */
            dry_run: boolean;
            /** Format: int64 */
            refused: number;
            /** @description Rows that ask for something, and refused ones; unchanged ones are only counted. */
            rows: components["schemas"]["ImportRow"][];
            /** Format: int64 */
            unchanged: number;
        };
        ImportHistory: {
            /** @description True: say what would happen, and do nothing. */
            dry_run?: boolean;
            reason: string;
            /** @description An upload opened with the purpose `history`, holding one register. */
            upload: string;
        };
        ImportRow: {
            /** @description What the row is about, as it calls itself. */
            about: string;
            /** @description Why it is refused; the place is the cell. */
            faults: components["schemas"]["Fault"][];
            /** @description Id of what was made; null in a dry run. */
            id?: string | null;
            /** @description `created`, `changed`, `unchanged` or `refused`. */
            outcome: string;
            /**
             * Format: int64
             * @description As the workbook shows it.
             */
            row: number;
            says_en: string;
            /** @description What is done, in both languages. */
            says_zh: string;
            sheet: string;
        };
        /** @description What is meant to be decided against the provider. */
        Intend: {
            nonconformities: components["schemas"]["NewNonconformity"][];
            /** @description Text of the order of rectification that would go with it. */
            order?: string | null;
            reason?: string | null;
            /** @description `partly_compliant` or `non_compliant`. */
            verdict: string;
        };
        /** @description A notice was issued. */
        Issued: {
            act: string;
            number: string;
            rectification?: string | null;
        };
        KeepDraft: {
            body: unknown;
            /**
             * Format: int64
             * @description The version the change starts from; 0: there was none.
             */
            version: number;
        };
        /** @description What was typed for an upload and is not handed in yet. Every colleague of the organisation sees it and may go on. */
        KeptDraft: {
            /** @description As the page keeps it. */
            body: unknown;
            changed_at: components["schemas"]["String"];
            changed_by: components["schemas"]["Named"];
            /** @description Due items of the upload. */
            dues: string[];
            /** @description When the draft and its files are thrown away. */
            expires_at: components["schemas"]["String"];
            /**
             * Format: int64
             * @description Files that have arrived.
             */
            files: number;
            platform: components["schemas"]["Named"];
            upload: string;
            /**
             * Format: int64
             * @description To be sent along with the next change; a change made meanwhile by a colleague is not overwritten.
             */
            version: number;
        };
        /** @description Where files were handed in before, newest first. */
        Known: {
            items: components["schemas"]["KnownFile"][];
        };
        KnownFile: {
            obligation: string;
            period: string;
            platform: components["schemas"]["Named"];
            received_at: components["schemas"]["String"];
            sha256: string;
            state: string;
            submission: string;
        };
        /** @description One opening of a file. */
        Look: {
            at: components["schemas"]["String"];
            id: string;
            organisation: components["schemas"]["Named"];
            sha256: string;
            user: components["schemas"]["Named"];
            /** @description `taken` (downloaded) or `seen` (in the page). */
            way: string;
        };
        LookColumn: {
            en: string;
            /** @description Headings that stand for it: NFKC, lower case, letters and digits only, without what stands in brackets. */
            keys: string[];
            name: string;
            /** @description The obligation asks for this column by name. */
            wanted: boolean;
            zh: string;
        };
        Looks: {
            as_of: components["schemas"]["String"];
            items: components["schemas"]["Look"][];
        };
        Mandate: {
            areas: string[];
            commissioned_by?: string | null;
            current: boolean;
            id: string;
            supervisor: components["schemas"]["Named"];
            valid_from: components["schemas"]["String"];
            valid_until: components["schemas"]["String"];
        };
        Many: {
            /**
             * Format: int64
             * @description How many were done.
             */
            done: number;
            /** @description In the order asked for. */
            rows: components["schemas"]["ManyRow"][];
        };
        /** @description What became of one of many. */
        ManyRow: {
            /** @description The act that records it; null when it was refused. */
            act?: string | null;
            id: string;
            problem?: components["schemas"]["Problem"] | null;
        };
        MapAsset: {
            /** @description Id of a component of the current inventory. */
            component: string;
            name: string;
            reason: string;
        };
        /** @description What is marked as read: some messages by id, or everything that came up to a moment. */
        MarkRead: {
            /** @description With `until`: of this kind only. */
            kind?: string | null;
            /** @description At most 200. */
            messages?: string[];
            until?: components["schemas"]["String"] | null;
        };
        Marked: {
            /** Format: int64 */
            marked: number;
        };
        /** @description Who is signed in and what the person may do. */
        Me: {
            /** @description True when the server's clock is set to another time than the machine's (demo, tests). */
            demo: boolean;
            login: string;
            /** @description The server's clock; the demo runs on a clock of its own. */
            now: components["schemas"]["String"];
            organisation: components["schemas"]["Named"];
            /** @description `supervisor`, `provider`, `customer` or `assessor`. */
            organisation_role: string;
            permissions: string[];
            role: string;
            user: components["schemas"]["Named"];
        };
        /** @description A state of supervision, and what gave rise to it. */
        Measure: {
            en: string;
            level: string;
            meaning_en: string;
            meaning_zh: string;
            trigger_en: string;
            trigger_zh: string;
            zh: string;
        };
        /** @description A step was recorded, and the notice that goes with it. */
        Measured: {
            act: string;
            notice?: string | null;
        };
        /** @description One thing a person is told. The sentences are made when it is shown; none is kept. */
        Message: {
            at: components["schemas"]["String"];
            id: string;
            /** @description A row of the list of kinds. */
            kind: string;
            kind_en: string;
            kind_zh: string;
            platform?: components["schemas"]["Named"] | null;
            read_at?: components["schemas"]["String"] | null;
            /** @description Why, in the words of whoever acted; null where there are none or they were erased. */
            reason?: string | null;
            text_en: string;
            text_zh: string;
            /** @description `submission`, `due`, `rectification`, `notice`, `escalation`, `platform` or `deputyship`. */
            thing: string;
            /** @description Null when it is about several things: then it leads to their list. */
            thing_id?: string | null;
            /** Format: int64 */
            things: number;
            until?: components["schemas"]["String"] | null;
            urgent: boolean;
        };
        /** @description One step of the plan. */
        Milestone: {
            by: components["schemas"]["String"];
            id: string;
            measure?: string | null;
            /** @description What was reported last. */
            note?: string | null;
            overdue: boolean;
            /** @description `planned`, `started`, `blocked` or `done`. */
            progress: string;
            reported_at?: components["schemas"]["String"] | null;
            what?: string | null;
            who?: string | null;
        };
        /** @description A reference to a life, with the name people know it by. */
        Named: {
            id: string;
            /** @description Null when the name was erased. */
            name?: string | null;
        };
        /** @description What a page can check about files for an obligation before any of them is sent. */
        Needs: {
            /**
             * Format: int64
             * @description Largest file taken, in bytes.
             */
            max_file_bytes: number;
            /** Format: int64 */
            max_files: number;
            obligation: string;
            slots: components["schemas"]["Slot"][];
        };
        NewAuthorisation: {
            conditions?: string | null;
            /**
             * Format: int64
             * @description Days before the end when people are reminded of the renewal.
             */
            remind_days: number;
            /** @description `granted`, `conditional`, `suspended` or `withdrawn`. */
            result: string;
            valid_from: components["schemas"]["String"];
            /** @description Last day of validity. */
            valid_until: components["schemas"]["String"];
        };
        NewDeputy: {
            deputy: string;
            from: components["schemas"]["String"];
            /** @description Null: the caller. */
            principal?: string | null;
            reason: string;
            until: components["schemas"]["String"];
        };
        NewDeviation: {
            /** @description The severity in place of the found one, for a risk adjustment. */
            adjusted?: string | null;
            /** @description True: the same weaknesses on every asset of the platform. */
            everywhere?: boolean;
            /** @description Ids of findings of the platform. */
            findings: string[];
            kind: string;
            measures?: string | null;
            reason: string;
            /** @description The deviation whose time it prolongs. */
            renews?: string | null;
            /** @description The last day it holds. */
            until: components["schemas"]["String"];
            /** @description An upload with the files that prove it. */
            upload?: string | null;
            vendor_contact?: components["schemas"]["String"] | null;
        };
        NewFeed: {
            /** @description Where it is used, shown in the list. */
            label: string;
            /** @description `zh-CN` or `en`. */
            language: string;
        };
        NewMandate: {
            /** @description Any of `controls`, `changes`, `incidents`. */
            areas: string[];
            /** @description Who commissioned the supervision. */
            commissioned_by: string;
            /** @description Supervisor's organisation; null: the caller's own. */
            supervisor?: string | null;
            valid_from: components["schemas"]["String"];
            valid_until: components["schemas"]["String"];
        };
        NewMilestone: {
            by: components["schemas"]["String"];
            /** @description A step of the plan before, which keeps what was reported of it; null: a new one. */
            id?: string | null;
            /** @description By what it will be seen to be done. */
            measure?: string | null;
            what: string;
            who: string;
        };
        NewNonconformity: {
            /** @description The rule that failed; empty when a person found it. */
            rule?: string;
            /** @description `blocking`, `major` or `minor`. */
            severity: string;
            text: string;
        };
        NewOrganisation: {
            name: string;
            /** @description `supervisor`, `provider`, `customer` or `assessor`. */
            role: string;
        };
        NewParty: {
            organisation: string;
            /** @description `customer` or `assessor`. */
            role: string;
        };
        /** @description Register a platform. The registering supervisor states the mandate it acts under (5.2.1 b). */
        NewPlatform: {
            /** @description `general` or `enhanced`. */
            level: string;
            mandate: components["schemas"]["NewMandate"];
            name: string;
            /** @description Id of the provider's organisation. */
            provider: string;
            supervised_from?: components["schemas"]["String"] | null;
            /** @description IANA time zone, for instance `Asia/Shanghai`. */
            zone: string;
        };
        /** @description Something happened on a platform that makes obligations due (5.2.5.1 h). */
        NewPlatformEvent: {
            /** @description `major_incident` or `significant_change_implemented`. */
            kind: string;
            occurred_at: components["schemas"]["String"];
            text: string;
        };
        NewSubmission: {
            covers_from?: components["schemas"]["String"] | null;
            covers_to?: components["schemas"]["String"] | null;
            /** @description Where one due item differs from the rest; at most one entry each. */
            differences?: components["schemas"]["Difference"][];
            /** @description Due items to serve, a subset of the upload's. */
            dues: string[];
            /** @description The filled form per due item's obligation id, or one form for all under `*`. */
            forms?: {
                [key: string]: unknown;
            };
            /** @description What there is to say about it. */
            remarks?: string | null;
            /** @description `ordinary`, `internal` or `restricted`; null: ordinary. `classified` is refused. */
            sensitivity?: string | null;
            upload: string;
        };
        NewToken: {
            /**
             * Format: int64
             * @description Days until it expires, 1 to 366.
             */
            days: number;
            /** @description What the token is for, shown in the list. */
            label: string;
        };
        NewUser: {
            login: string;
            name: string;
            organisation: string;
            /** @description At least 10 characters. */
            password: string;
            /**
             * @description `sysadmin`, `lead`, `reviewer`, `auditor`, `provider_officer`, `provider_engineer`, `customer_officer`,
             *     `assessor_member`; it must exist in the organisation's kind.
             */
            role: string;
        };
        Nonconformity: {
            id: string;
            rectification?: string | null;
            rule: string;
            severity: string;
            text?: string | null;
        };
        /** @description A notice as it is printed. */
        Notice: components["schemas"]["NoticeRow"] & {
            as_of: components["schemas"]["String"];
            body?: components["schemas"]["NoticeBody"] | null;
            clause: string;
            proof?: string | null;
            reminders: components["schemas"]["Reminder"][];
            /**
             * @description The result in the standard's words, which know no grades between (6.2.3 d): `compliant`, `non_compliant` or
             *     `non_compliant_rectify`. Null when the body was erased.
             */
            result?: string | null;
            sent_back_reason?: string | null;
        };
        /** @description The content of a notice, frozen when it is drafted or issued. */
        NoticeBody: {
            answer?: string | null;
            /** @description How the deadline is found: rows of the deadline table, or a date. */
            basis?: components["schemas"]["DeadlineBasis"][];
            deadline?: components["schemas"]["String"] | null;
            measure?: components["schemas"]["Measure"] | null;
            nonconformities: components["schemas"]["NoticeItem"][];
            obligation: string;
            obligation_en: string;
            obligation_zh: string;
            /** @description Text of the order. */
            order?: string | null;
            period: string;
            platform: string;
            reason?: string | null;
            received_at: components["schemas"]["String"];
            recipient: string;
            section: string;
            /** @description The provider's statement and the answer to it, as far as there are any. */
            statement?: string | null;
            /**
             * Format: int64
             * @description Working days from service within which the provider may state its view.
             */
            statement_workdays?: number | null;
            supervisor: string;
            verdict: string;
            /** Format: int64 */
            version: number;
        };
        NoticeItem: {
            rule: string;
            severity: string;
            text: string;
        };
        /** @description A line of the register of notices. */
        NoticeRow: {
            checked_at?: components["schemas"]["String"] | null;
            checked_by?: components["schemas"]["Named"] | null;
            deemed_at?: components["schemas"]["String"] | null;
            drafted_at: components["schemas"]["String"];
            drafted_by?: components["schemas"]["Named"] | null;
            escalation?: string | null;
            id: string;
            issued_at?: components["schemas"]["String"] | null;
            issued_by?: components["schemas"]["Named"] | null;
            /** @description `intended`, `result`, `adverse_result`, `rectification`, `intended_state` or `state`. */
            kind: string;
            /** @description `in_app`, `in_person`, `post` or `deemed`. */
            method?: string | null;
            /** @description As printed; null until it is issued. */
            number?: string | null;
            obligation: string;
            obligation_en: string;
            obligation_zh: string;
            period: string;
            platform: components["schemas"]["Named"];
            recipient: components["schemas"]["Named"];
            rectification?: string | null;
            /** @description Whether another person than the one who drafted it has to check and issue it. */
            second_person: boolean;
            served_at?: components["schemas"]["String"] | null;
            /** @description Who acknowledged it, or recorded its service. */
            served_by?: string | null;
            /** @description `drafted`, `checked`, `issued`, `served` or `void`. */
            state: string;
            /** @description Empty in a notice about an escalation, as are obligation and period. */
            submission: string;
            supervisor?: components["schemas"]["Named"] | null;
            title_en: string;
            title_zh: string;
        };
        /** @description One obligation in full: the row and everything the data files say about it. */
        Obligation: {
            /** @description JSON Schema of the form. */
            form_schema: unknown;
            obligation: unknown;
            /** @description What each rule asks for, in words, the common rules first. */
            rules_in_words: components["schemas"]["RuleInWords"][];
        };
        ObligationRow: {
            /** @description `general` or `enhanced`. */
            attribute: string;
            /** @description Control class, Chinese as in the standard. */
            class: string;
            class_en: string;
            frequency: string;
            id: string;
            item: string;
            party: string;
            section: string;
            statement_en: string;
            statement_zh: string;
            title_en: string;
            title_zh: string;
            type: string;
        };
        OpenUpload: {
            /** @description Due items the files are meant for; all must be open to the caller. Empty only with a `purpose`. */
            dues?: string[];
            platform: string;
            /** @description What files that answer no due item are for: `deviation` or `history`; the platform's provider may send them. */
            purpose?: string | null;
            /** @description How sensitive the files are; `classified` (涉密) is refused before anything is taken. */
            sensitivity?: string | null;
        };
        Order: {
            deadline?: components["schemas"]["String"] | null;
            text: string;
        };
        Organisation: {
            created_at: components["schemas"]["String"];
            id: string;
            name?: string | null;
            role: string;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_Component: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                boundary?: string | null;
                /** @description In the current inventory. */
                current: boolean;
                first_seen: components["schemas"]["String"];
                id: string;
                last_seen: components["schemas"]["String"];
                name?: string | null;
                owner?: string | null;
                type?: string | null;
                version?: string | null;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_Deputy: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                /** @description Whether it holds now. */
                current: boolean;
                deputy: components["schemas"]["Named"];
                ended_at?: components["schemas"]["String"] | null;
                from: components["schemas"]["String"];
                id: string;
                principal: components["schemas"]["Named"];
                reason?: string | null;
                until: components["schemas"]["String"];
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_DeviationRow: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                /** @description The severity in its place, for a risk adjustment. */
                adjusted?: string | null;
                /** @description The import of history that states it was granted elsewhere: nothing holds before the supervisor confirms it. */
                claimed?: string | null;
                decided_at?: components["schemas"]["String"] | null;
                decided_by?: components["schemas"]["Named"] | null;
                /** @description Why it was decided so. */
                decision?: string | null;
                endorsed_by?: components["schemas"]["Named"] | null;
                id: string;
                /** @description `false_positive`, `risk_adjustment`, `operational_requirement` or `vendor_dependency`. */
                kind: string;
                platform: components["schemas"]["Named"];
                reason?: string | null;
                renews?: string | null;
                requested_at: components["schemas"]["String"];
                requested_by?: components["schemas"]["Named"] | null;
                /** @description The gravest severity among the findings when it was asked. */
                severity: string;
                /**
                 * @description `requested`, `returned`, `endorsed`, `granted`, `expired`, `refused`, `withdrawn` or `revoked`; `expired` is granted
                 *     with its date passed.
                 */
                state: string;
                /**
                 * Format: int64
                 * @description How many weaknesses it speaks of.
                 */
                targets: number;
                /** @description First moment at which it no longer holds. */
                until: components["schemas"]["String"];
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_DueRow: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                assignee?: components["schemas"]["Named"] | null;
                /** @description False: the working days of a year in question are not published yet (待核实). */
                calendar_verified: boolean;
                due_at: components["schemas"]["String"];
                end: components["schemas"]["String"];
                /** @description `none`, `requested`, `granted` or `refused`. */
                extension: string;
                extension_until?: components["schemas"]["String"] | null;
                frequency: string;
                id: string;
                /** @description Handed in after the due moment; counted apart from content. */
                late: boolean;
                obligation: string;
                /** @description Past its due moment with nothing admitted, or with a return whose date has passed. */
                overdue: boolean;
                /** @description `provider` or `assessor`. */
                party: string;
                period: string;
                platform: components["schemas"]["Named"];
                /** @description `open`, `submitted`, `not_admitted`, `returned`, `compliant`, `non_compliant`, `withdrawn`. */
                standing: string;
                start: components["schemas"]["String"];
                submission?: string | null;
                title_en: string;
                /** @description Title of the obligation in both languages. */
                title_zh: string;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_Escalation: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                answer?: string | null;
                applicability: string;
                /** @description `nobody`, `reviewer`, `reviewer_and_second` or `head`: who decides on this level. */
                decided_by: string;
                endorsed_by?: components["schemas"]["Named"] | null;
                hear_until?: components["schemas"]["String"] | null;
                /** @description Whether it may be decided now. */
                heard: boolean;
                /** @description `untold`, `told`, `stated`, `answered` or `waived`. */
                hearing?: string | null;
                /** @description Whether this level is told as intended and the provider heard before it is decided. */
                hearing_needed: boolean;
                id: string;
                intended_at?: components["schemas"]["String"] | null;
                intended_by?: components["schemas"]["Named"] | null;
                intended_reason?: string | null;
                /** @description `S1` to `S4`. */
                level: string;
                /** @description The newest notice about it. */
                notice?: string | null;
                /** Format: int64 */
                observations: number;
                observed_at: components["schemas"]["String"];
                platform: components["schemas"]["Named"];
                proposed_at: components["schemas"]["String"];
                reason?: string | null;
                source: string;
                /** @description `proposed`, `endorsed`, `intended`, `confirmed`, `dismissed`, `closed`. */
                state: string;
                stated_at?: components["schemas"]["String"] | null;
                statement?: string | null;
                subject: string;
                title_en: string;
                title_zh: string;
                trigger: string;
                /** @description The compared values at the last observation. */
                values: unknown;
                verified: string;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_Feed: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                created_at: components["schemas"]["String"];
                id: string;
                label: string;
                language: string;
                last_used_at?: components["schemas"]["String"] | null;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_Finding: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                component?: string | null;
                cves: string[];
                deviation?: components["schemas"]["FindingDeviation"] | null;
                /** @description A person said that its asset is nothing of this platform's. */
                disowned: boolean;
                exploited_due?: components["schemas"]["String"] | null;
                file?: string | null;
                first_seen: components["schemas"]["String"];
                /** @description The submission or import of history that says when it was first seen. */
                first_seen_from?: string | null;
                fixed_at?: components["schemas"]["String"] | null;
                id: string;
                /** @description On the list of known exploited weaknesses in force, or said to be by the evidence itself. */
                known_exploited: boolean;
                last_seen: components["schemas"]["String"];
                location?: string | null;
                place?: string | null;
                planned_at?: components["schemas"]["String"] | null;
                rule_id?: string | null;
                severity: string;
                source_tool?: string | null;
                /** @description `new`, `persistent`, `reappeared`, `fixed` or `not_scanned`. */
                status: string;
                /** @description The submission that stated it last; null when an import of history did. */
                submission?: string | null;
                title?: string | null;
                verified_at?: components["schemas"]["String"] | null;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_Message: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                at: components["schemas"]["String"];
                id: string;
                /** @description A row of the list of kinds. */
                kind: string;
                kind_en: string;
                kind_zh: string;
                platform?: components["schemas"]["Named"] | null;
                read_at?: components["schemas"]["String"] | null;
                /** @description Why, in the words of whoever acted; null where there are none or they were erased. */
                reason?: string | null;
                text_en: string;
                text_zh: string;
                /** @description `submission`, `due`, `rectification`, `notice`, `escalation`, `platform` or `deputyship`. */
                thing: string;
                /** @description Null when it is about several things: then it leads to their list. */
                thing_id?: string | null;
                /** Format: int64 */
                things: number;
                until?: components["schemas"]["String"] | null;
                urgent: boolean;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_Named: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                id: string;
                /** @description Null when the name was erased. */
                name?: string | null;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_NoticeRow: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                checked_at?: components["schemas"]["String"] | null;
                checked_by?: components["schemas"]["Named"] | null;
                deemed_at?: components["schemas"]["String"] | null;
                drafted_at: components["schemas"]["String"];
                drafted_by?: components["schemas"]["Named"] | null;
                escalation?: string | null;
                id: string;
                issued_at?: components["schemas"]["String"] | null;
                issued_by?: components["schemas"]["Named"] | null;
                /** @description `intended`, `result`, `adverse_result`, `rectification`, `intended_state` or `state`. */
                kind: string;
                /** @description `in_app`, `in_person`, `post` or `deemed`. */
                method?: string | null;
                /** @description As printed; null until it is issued. */
                number?: string | null;
                obligation: string;
                obligation_en: string;
                obligation_zh: string;
                period: string;
                platform: components["schemas"]["Named"];
                recipient: components["schemas"]["Named"];
                rectification?: string | null;
                /** @description Whether another person than the one who drafted it has to check and issue it. */
                second_person: boolean;
                served_at?: components["schemas"]["String"] | null;
                /** @description Who acknowledged it, or recorded its service. */
                served_by?: string | null;
                /** @description `drafted`, `checked`, `issued`, `served` or `void`. */
                state: string;
                /** @description Empty in a notice about an escalation, as are obligation and period. */
                submission: string;
                supervisor?: components["schemas"]["Named"] | null;
                title_en: string;
                title_zh: string;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_Organisation: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                created_at: components["schemas"]["String"];
                id: string;
                name?: string | null;
                role: string;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_PlatformRow: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                authorisation?: components["schemas"]["Authorisation"] | null;
                id: string;
                level: string;
                name?: string | null;
                provider: components["schemas"]["Named"];
                standing: components["schemas"]["Standing"];
                /** @description Supervision state from open, confirmed escalations: `S0` to `S4`. */
                state: string;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_RectificationRow: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                closed_at?: components["schemas"]["String"] | null;
                deadline: components["schemas"]["String"];
                /** @description `none`, `requested`, `granted` or `refused`. */
                extension: string;
                extension_until?: components["schemas"]["String"] | null;
                id: string;
                /** @description That day has passed and the rectification is not closed. */
                milestone_overdue: boolean;
                /** Format: int64 */
                milestones: number;
                /** Format: int64 */
                milestones_done: number;
                next_milestone?: components["schemas"]["String"] | null;
                /** Format: int64 */
                nonconformities: number;
                obligation: string;
                ordered_at: components["schemas"]["String"];
                overdue: boolean;
                /** @description How the plan stands: `none`, `waiting`, `accepted` or `returned`. */
                plan_state: string;
                platform: components["schemas"]["Named"];
                reviewer?: components["schemas"]["Named"] | null;
                served_at?: components["schemas"]["String"] | null;
                /** @description `ordered`, `planned`, `handed_in`, `under_re_review`, `returned`, `closed`. */
                state: string;
                /** @description The submission found wanting. */
                submission: string;
                title_en: string;
                title_zh: string;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_SubmissionRow: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                due: string;
                /** Format: int64 */
                failed: number;
                id: string;
                late: boolean;
                obligation: string;
                period: string;
                platform: components["schemas"]["Named"];
                /** @description What the rules propose: `compliant`, `compliant_with_remarks`, `partly_compliant`, `non_compliant`, `undetermined`. */
                proposal?: string | null;
                received_at: components["schemas"]["String"];
                reviewer?: components["schemas"]["Named"] | null;
                /** @description `received`, `not_admitted`, `admitted`, `assessed`, `under_review`, `intended`, `drafted`, `returned`, `decided`, `superseded`, `withdrawn`. */
                state: string;
                title_en: string;
                title_zh: string;
                /** Format: int64 */
                undetermined: number;
                /** @description The verdict: `compliant`, `compliant_with_remarks`, `partly_compliant`, `non_compliant`. */
                verdict?: string | null;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_TimelineEntry: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                act: string;
                acting_for?: components["schemas"]["Named"] | null;
                at: components["schemas"]["String"];
                by?: components["schemas"]["Named"] | null;
                /** @description The act's own fields (ids, enums, times, numbers, digests). */
                fields: unknown;
                kind: string;
                organisation?: components["schemas"]["Named"] | null;
                /**
                 * Format: int64
                 * @description Place in the record, from 1.
                 */
                seq: number;
                subject: string;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_Token: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                created_at: components["schemas"]["String"];
                expires_at: components["schemas"]["String"];
                id: string;
                label: string;
                last_used_at?: components["schemas"]["String"] | null;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        /** @description One page of a list, ordered by key. Ask again with `cursor = next` for the following page. */
        Page_User: {
            /** @description When the figures were read. */
            as_of: components["schemas"]["String"];
            items: {
                created_at: components["schemas"]["String"];
                disabled: boolean;
                id: string;
                login?: string | null;
                name?: string | null;
                organisation: components["schemas"]["Named"];
                role: string;
            }[];
            /** @description Null on the last page. */
            next?: string | null;
        };
        Party: {
            organisation: components["schemas"]["Named"];
            role: string;
        };
        Plan: {
            adopted_at: components["schemas"]["String"];
            as_of: components["schemas"]["String"];
            catalogue: string;
            defaults: boolean;
            history: components["schemas"]["TermChange"][];
            items: components["schemas"]["PlanItem"][];
            platform: components["schemas"]["Named"];
            /** @description Whether that was agreed for this platform, or is the catalogue's row. */
            statement_agreed: boolean;
            /**
             * Format: int64
             * @description Working days within which the provider may state its view of an intended decision.
             */
            statement_workdays: number;
            /** Format: int64 */
            version: number;
        };
        PlanItem: {
            applies: boolean;
            /** Format: int64 */
            due_workdays: number;
            frequency: string;
            obligation: string;
            parameters: components["schemas"]["PlanParameter"][];
        };
        PlanParameter: {
            /** @description 本国规定, 境外参考, 约定 or 判断. */
            applicability: string;
            name: string;
            source: string;
            value: unknown;
            /** @description `yes`, `secondary` or `no`; all but `yes` are shown as 待核实. */
            verified: string;
        };
        Platform: {
            as_of: components["schemas"]["String"];
            authorisations: components["schemas"]["Authorisation"][];
            id: string;
            level: string;
            mandates: components["schemas"]["Mandate"][];
            name?: string | null;
            parties: components["schemas"]["Party"][];
            /**
             * Format: int64
             * @description Null until a supervision plan was adopted.
             */
            plan_version?: number | null;
            provider: components["schemas"]["Named"];
            standing: components["schemas"]["Standing"];
            state: string;
            supervised_from: components["schemas"]["String"];
            zone: string;
        };
        /** @description A platform in a list, with how it stands. */
        PlatformRow: {
            authorisation?: components["schemas"]["Authorisation"] | null;
            id: string;
            level: string;
            name?: string | null;
            provider: components["schemas"]["Named"];
            standing: components["schemas"]["Standing"];
            /** @description Supervision state from open, confirmed escalations: `S0` to `S4`. */
            state: string;
        };
        /** @description Whether a person is told of one kind of thing. */
        Preference: {
            en: string;
            kind: string;
            /** @description Cannot be switched off. */
            urgent: boolean;
            /** @description Whether who set nothing is told. */
            usual: boolean;
            wanted: boolean;
            zh: string;
        };
        Preferences: {
            /** @description The ways there are; `in_app` is the one that can be chosen by kind. */
            channels: string[];
            items: components["schemas"]["Preference"][];
        };
        /** @description What went wrong, where, and what to do, in both languages. */
        Problem: {
            /** @description Stable word for machines, for instance `too_large`. */
            code: string;
            /** @description The sentence to show, English. */
            detail: string;
            /** @description The sentence to show, Chinese. */
            detail_zh: string;
            /** @description The single things that are wrong, each with its place in the request or file. */
            errors?: components["schemas"]["Fault"][];
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description One line, English. */
            title: string;
        };
        /** @description An adverse decision on its way: told as intended, heard, drafted. */
        Procedure: {
            answer?: string | null;
            draft?: components["schemas"]["DraftedVerdict"] | null;
            hear_until?: components["schemas"]["String"] | null;
            /** @description Whether a verdict may be drafted now. */
            heard: boolean;
            /** @description `untold`, `told`, `stated`, `answered` or `waived`. */
            hearing: string;
            /** @description The verdict as it was told. */
            intended: string;
            intended_at?: components["schemas"]["String"] | null;
            nonconformities: components["schemas"]["Nonconformity"][];
            order?: string | null;
            reason?: string | null;
            sent_back_reason?: string | null;
            stated_at?: components["schemas"]["String"] | null;
            statement?: string | null;
        };
        ProviderFigures: {
            /**
             * Format: double
             * @description Median days from order to closing; null when none was closed.
             */
            closing_days?: number | null;
            /** Format: int64 */
            compliant: number;
            /**
             * Format: int64
             * @description Due since then, up to now.
             */
            due: number;
            /**
             * Format: int64
             * @description First versions that came to an end, and those of them found compliant.
             */
            first: number;
            /** Format: int64 */
            first_compliant: number;
            /** Format: int64 */
            non_compliant: number;
            /** Format: int64 */
            on_time: number;
            /**
             * Format: int64
             * @description Overdue now.
             */
            overdue: number;
            /** Format: int64 */
            platforms: number;
            provider: components["schemas"]["Named"];
            /** Format: int64 */
            rectifications: number;
            /** Format: int64 */
            rectifications_overdue: number;
        };
        Providers: {
            as_of: components["schemas"]["String"];
            providers: components["schemas"]["ProviderFigures"][];
            since: components["schemas"]["String"];
        };
        Reading: {
            as_of: components["schemas"]["String"];
            /**
             * Format: int64
             * @description How often it was begun; more than one after a failure or a restart.
             */
            attempts: number;
            files: components["schemas"]["ReadingFile"][];
            /** @description `waiting`, `reading`, `recording` (what was read is being entered), `assessing`, `done`, `stuck`. */
            phase: string;
            submission: string;
        };
        ReadingFile: {
            name?: string | null;
            /**
             * Format: int64
             * @description Bytes that were passed. Some formats are gone through twice; then it begins anew.
             */
            passed: number;
            /**
             * Format: int64
             * @description Facts found so far; once it was read, the records of the file.
             */
            records: number;
            sha256: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            /** @description `waiting`, `reading`, `read`, `refused`. */
            state: string;
        };
        /** @description A command that needs nothing but a reason. */
        Reason: {
            reason: string;
        };
        /** @description A receipt document (`yunjian.receipt.v1`, see the ledger crate) and whether its proof is complete. */
        ReceiptState: {
            /** @description False: a signed promise; ask again in about a second for the inclusion proof. */
            proven: boolean;
            receipt: unknown;
        };
        /** @description What the proof shows. */
        Recheck: {
            new_evidence: boolean;
            /** @description Rules named in the order that do not pass on the proof. */
            still_failing: string[];
        };
        ReconcileEntry: {
            asset?: string | null;
            /** @description Components that share the asset's name. */
            candidates: string[];
            file: string;
            item?: string | null;
            place?: string | null;
            severity?: string | null;
            /** @description The submission that brought the file. */
            submission?: string | null;
            title?: string | null;
        };
        /** @description A figure that rows do not sum to. */
        ReconcileFigure: {
            file: string;
            /** Format: int64 */
            found: number;
            place: string;
            says_en: string;
            says_zh: string;
            /** Format: int64 */
            stated: number;
        };
        /** @description The first entries of a list, and how many there are. */
        ReconcileList: {
            entries: components["schemas"]["ReconcileEntry"][];
            /** Format: int64 */
            total: number;
        };
        Reconciliation: {
            as_of: components["schemas"]["String"];
            /** @description Closed by the register, and still reported by a scan. */
            closed_but_reported: components["schemas"]["ReconcileList"];
            /** Format: int64 */
            components: number;
            figures: components["schemas"]["ReconcileFigure"][];
            /** Format: int64 */
            findings: number;
            /** @description An open item whose asset no scan looked at. */
            item_not_scanned: components["schemas"]["ReconcileList"];
            /** Format: int64 */
            items: number;
            /** Format: int64 */
            matched: number;
            /** @description Looked at or named by a scan, and not in the inventory. */
            not_in_inventory: components["schemas"]["ReconcileList"];
            /** @description In the inventory, and no scan looked at it. */
            not_scanned: components["schemas"]["ReconcileList"];
            /** Format: int64 */
            scanned: number;
            /** @description The submissions whose files were compared: the newest admitted one of each obligation. */
            submissions: string[];
            /** @description An open item; scans looked at its asset and report nothing of the kind. */
            without_finding: components["schemas"]["ReconcileList"];
            /** @description Reported by a scan, and no item of a register. */
            without_item: components["schemas"]["ReconcileList"];
        };
        Rectification: components["schemas"]["RectificationRow"] & {
            as_of: components["schemas"]["String"];
            /** @description Rows of the deadline table the deadline came from. */
            basis: string[];
            closing_note?: string | null;
            /** @description Why the supervisor gave more time without being asked. */
            extended_reason?: string | null;
            extension_reason?: string | null;
            items: components["schemas"]["Nonconformity"][];
            order_text?: string | null;
            plan?: string | null;
            /** @description Why the plan was last returned. */
            plan_return_reason?: string | null;
            /** @description The submission handed in as proof. */
            proof?: string | null;
            recheck?: components["schemas"]["Recheck"] | null;
            reminders: components["schemas"]["Reminder"][];
            return_reason?: string | null;
            statement?: string | null;
            steps: components["schemas"]["Milestone"][];
        };
        RectificationRow: {
            closed_at?: components["schemas"]["String"] | null;
            deadline: components["schemas"]["String"];
            /** @description `none`, `requested`, `granted` or `refused`. */
            extension: string;
            extension_until?: components["schemas"]["String"] | null;
            id: string;
            /** @description That day has passed and the rectification is not closed. */
            milestone_overdue: boolean;
            /** Format: int64 */
            milestones: number;
            /** Format: int64 */
            milestones_done: number;
            next_milestone?: components["schemas"]["String"] | null;
            /** Format: int64 */
            nonconformities: number;
            obligation: string;
            ordered_at: components["schemas"]["String"];
            overdue: boolean;
            /** @description How the plan stands: `none`, `waiting`, `accepted` or `returned`. */
            plan_state: string;
            platform: components["schemas"]["Named"];
            reviewer?: components["schemas"]["Named"] | null;
            served_at?: components["schemas"]["String"] | null;
            /** @description `ordered`, `planned`, `handed_in`, `under_re_review`, `returned`, `closed`. */
            state: string;
            /** @description The submission found wanting. */
            submission: string;
            title_en: string;
            title_zh: string;
        };
        RemindMany: {
            /** @description `due`, `rectification` or `notice`. */
            about: string;
            ids: string[];
            text: string;
        };
        /** @description Somebody was reminded. */
        Reminder: {
            at: components["schemas"]["String"];
            by: components["schemas"]["Named"];
            id: string;
            organisation: components["schemas"]["Named"];
            /** @description Null when it was erased. */
            text?: string | null;
        };
        RenewalApplication: {
            note?: string | null;
        };
        /** @description How far the provider is with a step. */
        Report: {
            note: string;
            /** @description `planned`, `started`, `blocked` or `done`. */
            progress: string;
        };
        /** @description The supervisor asks for a deliverable outside the calendar (根据需要). */
        RequestDue: {
            /**
             * Format: int64
             * @description Working days from now until it is due.
             */
            due_workdays: number;
            obligation: string;
            reason: string;
        };
        ResubmitDeviation: {
            adjusted?: string | null;
            reason: string;
            until: components["schemas"]["String"];
            upload?: string | null;
        };
        Return: {
            reason: string;
            until: components["schemas"]["String"];
        };
        ReturnRectification: {
            deadline: components["schemas"]["String"];
            reason: string;
        };
        ReviewerFigures: {
            /** Format: int64 */
            holding: number;
            /** Format: double */
            median_days?: number | null;
            reviewer: components["schemas"]["Named"];
            /** Format: int64 */
            verdicts: number;
        };
        /** @description A rule for people who read no expressions. */
        RuleInWords: {
            en: string;
            rule: string;
            zh: string;
        };
        /** @description What one rule says, with its reasons. */
        RuleResult: {
            clause?: string | null;
            compared: components["schemas"]["Compared"][];
            /** @description The deviations on record by which they were left out. */
            decisions?: string[];
            message_en: string;
            message_zh: string;
            /** @description For `undetermined`: what was missing. */
            missing?: string | null;
            missing_en?: string | null;
            missing_zh?: string | null;
            /** @description `pass`, `fail`, `undetermined` or `later`. */
            outcome: string;
            parameters: components["schemas"]["Compared"][];
            rows: components["schemas"]["FailingRow"][];
            /**
             * Format: int64
             * @description Failing rows in all; `rows` shows the first of them.
             */
            rows_total: number;
            rule: string;
            /** @description Rows set aside because of an approved exception or remedy. */
            set_aside: string[];
            /** @description `blocking`, `major`, `minor` or `advice`. */
            severity: string;
            words_en?: string | null;
            /** @description What the rule asks for, in words; null when the rule is no longer the one that was run. */
            words_zh?: string | null;
        };
        /** @description Service by another way than the system: on paper, with proof. */
        Service: {
            /** @description `in_person` or `post`. */
            method: string;
            proof: string;
            served_at: components["schemas"]["String"];
        };
        SetPreference: {
            kind: string;
            wanted: boolean;
        };
        /** @description Whether the server still waits for its first administrator. */
        Setup: {
            demo: boolean;
            /** @description On a demo server: who can be signed in as. */
            demo_users: components["schemas"]["DemoUser"][];
            needs_bootstrap: boolean;
        };
        SeverityStanding: {
            /** @description Open ones by age: one more than the bounds. */
            ages: number[];
            /** Format: int64 */
            known_exploited: number;
            /** Format: int64 */
            not_scanned: number;
            /** Format: int64 */
            open: number;
            /**
             * Format: int64
             * @description On components the inventory of now does not list.
             */
            outside_inventory: number;
            /**
             * Format: int64
             * @description Past the day the list or the deadline table gives, without a decision.
             */
            overdue: number;
            /**
             * Format: int64
             * @description Days from first sight to a verified repair; null while there is none.
             */
            repair_median_days?: number | null;
            /** Format: int64 */
            repair_p90_days?: number | null;
            severity: string;
            /**
             * Format: int64
             * @description Open findings counted by the severity they are treated with.
             */
            treated_as: number;
            /**
             * Format: int64
             * @description No longer reported, and nobody has shown that they are gone.
             */
            unverified: number;
            /**
             * Format: int64
             * @description Gone by a scan with login that covered the asset.
             */
            verified: number;
            /**
             * Format: int64
             * @description Of these, those a decision holds for; they are open all the same.
             */
            with_deviation: number;
        };
        SignIn: {
            login: string;
            password: string;
        };
        /** @description One kind of evidence an obligation asks for. */
        Slot: {
            kind: string;
            options: components["schemas"]["FormatLook"][];
            required: boolean;
        };
        /** @description Counts that describe how a platform stands, at the page's `as_of`. */
        Standing: {
            /** Format: int64 */
            compliant: number;
            /** Format: int64 */
            findings_critical: number;
            /** Format: int64 */
            findings_high: number;
            /** Format: int64 */
            findings_open: number;
            /** Format: int64 */
            non_compliant: number;
            /**
             * Format: int64
             * @description Due items open, not yet past their due moment.
             */
            open: number;
            /** Format: int64 */
            overdue: number;
            /** Format: int64 */
            rectifications_open: number;
            /** Format: int64 */
            rectifications_overdue: number;
            /** Format: int64 */
            returned: number;
            /**
             * Format: int64
             * @description Waiting for a reviewer.
             */
            to_review: number;
        };
        /** @description The provider's view of an intended decision. */
        Statement: {
            /** @description Null: the provider waives its right to be heard. */
            statement?: string | null;
        };
        String: string;
        Submission: components["schemas"]["SubmissionRow"] & {
            as_of: components["schemas"]["String"];
            assessed_at?: components["schemas"]["String"] | null;
            /** @description Digest of the assessment document with its manifest of inputs. */
            assessment?: string | null;
            automatic: boolean;
            covers_from?: components["schemas"]["String"] | null;
            covers_to?: components["schemas"]["String"] | null;
            decided_at?: components["schemas"]["String"] | null;
            files: components["schemas"]["FileSummary"][];
            /** @description Whether the caller may open the files. */
            files_open: boolean;
            form?: unknown;
            nonconformities: components["schemas"]["Nonconformity"][];
            /** @description Reasons why the files were not admitted. */
            not_admitted: components["schemas"]["Fault"][];
            /** @description Notices about it, as far as the caller may see them. */
            notices: components["schemas"]["NoticeRow"][];
            procedure?: components["schemas"]["Procedure"] | null;
            rectifications: string[];
            /** @description What the one who handed it in had to say. */
            remarks?: string | null;
            /** @description Results of the last assessment, worst first; empty before it. */
            results: components["schemas"]["RuleResult"][];
            return_reason?: string | null;
            return_until?: components["schemas"]["String"] | null;
            /** @description How sensitive its files are; a row of the catalogue. */
            sensitivity: string;
            submitted_by: components["schemas"]["Named"];
            superseded_by?: string | null;
            supersedes?: string | null;
            verdict_reason?: string | null;
        };
        SubmissionRow: {
            due: string;
            /** Format: int64 */
            failed: number;
            id: string;
            late: boolean;
            obligation: string;
            period: string;
            platform: components["schemas"]["Named"];
            /** @description What the rules propose: `compliant`, `compliant_with_remarks`, `partly_compliant`, `non_compliant`, `undetermined`. */
            proposal?: string | null;
            received_at: components["schemas"]["String"];
            reviewer?: components["schemas"]["Named"] | null;
            /** @description `received`, `not_admitted`, `admitted`, `assessed`, `under_review`, `intended`, `drafted`, `returned`, `decided`, `superseded`, `withdrawn`. */
            state: string;
            title_en: string;
            title_zh: string;
            /** Format: int64 */
            undetermined: number;
            /** @description The verdict: `compliant`, `compliant_with_remarks`, `partly_compliant`, `non_compliant`. */
            verdict?: string | null;
            /** Format: int64 */
            version: number;
        };
        SubmitPlan: {
            /** @description The steps, in order; at most 50. */
            milestones?: components["schemas"]["NewMilestone"][];
            plan: string;
        };
        /** @description One submission per due item served. */
        Submitted: {
            submissions: components["schemas"]["SubmittedOne"][];
        };
        SubmittedOne: {
            due: string;
            id: string;
            receipt: components["schemas"]["ReceiptState"];
            /** @description The same files and form had been handed in before: this is the submission and receipt of then. */
            repeated: boolean;
            /** Format: int64 */
            version: number;
        };
        /** @description Take the files of an upload over for due items of another platform; nothing is sent again. */
        TakeOver: {
            dues: string[];
            /** @description Names of the files that apply; null: all. */
            files?: string[] | null;
            platform: string;
            sensitivity?: string | null;
        };
        /** @description One template. */
        Template: {
            /** @description `SSP`, `A-7.8-G-1/1`, `accounts`. */
            id: string;
            /** @description `document`, `obligation` or `register`. */
            kind: string;
            title_en: string;
            title_zh: string;
            version: string;
        };
        TermChange: {
            at: components["schemas"]["String"];
            by: components["schemas"]["Named"];
            id: string;
            immediate: boolean;
            new: string;
            obligation: string;
            old: string;
            reason?: string | null;
            /** @description `applies`, `frequency` or `parameter:NAME`. */
            term: string;
        };
        TimelineEntry: {
            act: string;
            acting_for?: components["schemas"]["Named"] | null;
            at: components["schemas"]["String"];
            by?: components["schemas"]["Named"] | null;
            /** @description The act's own fields (ids, enums, times, numbers, digests). */
            fields: unknown;
            kind: string;
            organisation?: components["schemas"]["Named"] | null;
            /**
             * Format: int64
             * @description Place in the record, from 1.
             */
            seq: number;
            subject: string;
        };
        Token: {
            created_at: components["schemas"]["String"];
            expires_at: components["schemas"]["String"];
            id: string;
            label: string;
            last_used_at?: components["schemas"]["String"] | null;
        };
        /** @description A new token; the secret is shown this once. */
        TokenMade: {
            expires_at: components["schemas"]["String"];
            id: string;
            secret: string;
        };
        /** @description Months, oldest first; the last one still runs. */
        Trend: {
            as_of: components["schemas"]["String"];
            months: components["schemas"]["TrendMonth"][];
        };
        TrendMonth: {
            /**
             * Format: int64
             * @description Obligations of all platforms that stood compliant at the end of the month, or now.
             */
            compliant: number;
            /**
             * Format: int64
             * @description Due in this month, up to now.
             */
            due: number;
            /**
             * Format: int64
             * @description Of these, handed in by the end of the month, or now.
             */
            handed_in: number;
            /** @description `2026-11` */
            month: string;
            /** Format: int64 */
            non_compliant: number;
            /** Format: int64 */
            on_time: number;
            /** Format: int64 */
            rectifications_closed: number;
            /**
             * Format: int64
             * @description Open at the end of the month, or now.
             */
            rectifications_open: number;
            /** Format: int64 */
            rectifications_ordered: number;
        };
        /** @description A file on its way in by the tus protocol. */
        UnfinishedFile: {
            /** @description What the sender said it would know the file by. */
            fingerprint?: string | null;
            id: string;
            name: string;
            /**
             * Format: int64
             * @description Bytes that have arrived for certain.
             */
            received: number;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
        };
        /** @description How many messages are not read; at most the largest number that is counted. */
        Unread: {
            as_of: components["schemas"]["String"];
            /** @description Whether there are more than were counted. */
            more: boolean;
            /** Format: int64 */
            unread: number;
        };
        Upload: {
            /** @description What stands in the name of a classified file; one that carries it is not to be sent at all. */
            classified_marks?: string[];
            dues: string[];
            expires_at: components["schemas"]["String"];
            files: components["schemas"]["UploadedFile"][];
            id: string;
            /**
             * Format: int64
             * @description Largest file taken, in bytes.
             */
            max_file_bytes: number;
            /** Format: int64 */
            max_files: number;
            platform: string;
            /** @description Files that arrive in pieces and have not arrived whole. */
            unfinished: components["schemas"]["UnfinishedFile"][];
        };
        UploadedFile: {
            name: string;
            sha256: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
        };
        /** @description Open uploads. */
        Uploads: {
            as_of: components["schemas"]["String"];
            items: components["schemas"]["Upload"][];
        };
        User: {
            created_at: components["schemas"]["String"];
            disabled: boolean;
            id: string;
            login?: string | null;
            name?: string | null;
            organisation: components["schemas"]["Named"];
            role: string;
        };
        /** @description One page of a file. */
        View: {
            /** @description Whether it can be shown as lines of text as well. */
            as_text: boolean;
            /**
             * Format: int64
             * @description The item, from 0, at which the place asked for stands.
             */
            at?: number | null;
            /**
             * Format: int64
             * @description The column, from 0, of a cell that was asked for.
             */
            at_column?: number | null;
            content: components["schemas"]["Content"];
            /**
             * Format: int64
             * @description Number of the first item, from 0.
             */
            from: number;
            /** @description The member of an archive that is shown. */
            member?: string | null;
            /** @description Name of the file; null where it was erased. */
            name?: string | null;
            /**
             * Format: int64
             * @description Where the next page begins; null at the end.
             */
            next?: number | null;
            /** @description Why what was asked for is not shown as asked: `place` (it is not there). */
            note?: string | null;
            /**
             * Format: int64
             * @description Bytes of the whole file.
             */
            size?: number;
        };
        ViewCell: {
            /** @description A formula, or what one computed: shown as text, never computed. */
            formula: boolean;
            text: string;
        };
        ViewEntry: {
            key: string;
            /**
             * Format: int64
             * @description Parts of an object or a list.
             */
            parts?: number | null;
            pointer: string;
            /** @description `object`, `list`, `text`, `number`, `bool` or `null`. */
            shape: string;
            text?: string | null;
        };
        ViewLine: {
            /** @description False where a long line goes on. */
            begins: boolean;
            /** Format: int64 */
            number: number;
            text: string;
        };
        ViewMember: {
            name: string;
            /** @description Whether it can be opened here. */
            opens: boolean;
            /** Format: int64 */
            size: number;
        };
        ViewParagraph: {
            /** @description Cells of a row of a table, instead of text. */
            cells: string[];
            heading: boolean;
            text: string;
        };
        ViewRow: {
            cells: components["schemas"]["ViewCell"][];
            /**
             * Format: int64
             * @description As places name it: row of a sheet, or line of a text on which it begins.
             */
            number: number;
        };
        WaitingItem: {
            obligation: string;
            overdue: boolean;
            platform: components["schemas"]["Named"];
            received_at: components["schemas"]["String"];
            reviewer?: components["schemas"]["Named"] | null;
            submission: string;
            title_en: string;
            title_zh: string;
        };
        /** @description The supervisor's own work. */
        Workload: {
            /** @description Waiting by age: less than 3 days, 3 to 7, 7 to 14, more. */
            ages: number[];
            as_of: components["schemas"]["String"];
            /**
             * Format: double
             * @description Median days from receipt to verdict.
             */
            median_days?: number | null;
            /** @description The longest waiting ones. */
            oldest: components["schemas"]["WaitingItem"][];
            /**
             * Format: int64
             * @description Waiting longer than the review term.
             */
            overdue: number;
            reviewers: components["schemas"]["ReviewerFigures"][];
            /** @description Verdicts since this moment. */
            since: components["schemas"]["String"];
            term_source_en: string;
            term_source_zh: string;
            /**
             * Format: int64
             * @description Working days from receipt within which a review is meant to end, with where the figure comes from.
             */
            term_workdays: number;
            /**
             * Format: int64
             * @description Of those, taken by nobody.
             */
            untaken: number;
            /** Format: int64 */
            verdicts: number;
            /** Format: int64 */
            waiting: number;
        };
        /** @description What got worse since a moment. */
        Worse: {
            as_of: components["schemas"]["String"];
            items: components["schemas"]["WorseItem"][];
            /**
             * Format: int64
             * @description How many of each kind are listed at most; more are only counted in their own lists.
             */
            most_of_a_kind: number;
            since: components["schemas"]["String"];
        };
        WorseItem: {
            /** @description The obligation; for an escalation its trigger. */
            about: string;
            at: components["schemas"]["String"];
            /** @description Id of the submission, due item, rectification, escalation or platform. */
            id: string;
            /** @description `verdict`, `overdue`, `rectification_overdue`, `escalation`, `findings`, `authorisation`. */
            kind: string;
            platform: components["schemas"]["Named"];
            title_en: string;
            title_zh: string;
            /** @description The verdict, standing, state; for findings how many. */
            word: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
